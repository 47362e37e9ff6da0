import { invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { hashNumber } from "./hash-number.ts";
import type { NewSuppression } from "./input-schema.ts";
import type { Suppression } from "./schema.ts";
import { presentSuppression } from "./suppression-rows.ts";

/** Puts a number on the organisation's list. `isNew` false: what is there holds as much, and is given back. */
export async function addSuppression(
  { ctx, input }: { ctx: ServiceContext; input: NewSuppression },
): Promise<{ suppression: Suppression; isNew: boolean }> {
  const { contact_phone, contact_country, expires_at, ...fields } = input;
  if (expires_at && expires_at.milliseconds <= ctx.now().getTime()) {
    throw invalid([{ field: "expires_at", code: "in_past", message: "The time has passed." }]);
  }
  const number = await hashNumber(ctx, { contact_phone, contact_country });
  const answer = await ctx.suppressions.add(ctx.orgId, ctx.userId, ctx.resourceId, {
    ...fields,
    ...number,
    ...(expires_at && { expires_at: expires_at.text }),
  });
  if (answer.outcome === "forbidden") throw roleTakenAway();
  return { suppression: presentSuppression(answer.suppression), isNew: answer.outcome === "added" };
}
