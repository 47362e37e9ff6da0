import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import type { PersonKey } from "./person-store.ts";
import type { Erasure } from "./schema.ts";

/** Erases a person. Throws 404 for a contact of whom nothing is kept, and 409 while a call with them is live. */
export async function erasePerson(ctx: ServiceContext, key: PersonKey, reason: string): Promise<Erasure> {
  const answer = await ctx.people.erase(ctx.orgId, ctx.userId, ctx.resourceId, key, reason);
  if (answer.outcome === "forbidden") throw roleTakenAway();
  if (answer.outcome === "not_found") throw notFound();
  if (answer.outcome === "live") {
    throw new ApiError({
      status: 409,
      code: "call_live",
      error:
        "A call with this person is under way, or nobody knows yet how it ended. Nothing was erased: ask again when it is over.",
    });
  }
  return answer.erasure;
}
