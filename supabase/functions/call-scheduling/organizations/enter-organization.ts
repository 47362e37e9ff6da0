import * as z from "zod";
import type { Database } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound, tooManyRequests } from "../../_shared/platform/errors.ts";
import { codes } from "../../_shared/platform/codes.ts";
import type { RequestKind } from "./request-kind.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

const organization = z.object({
  id: z.guid(),
  slug: z.string(),
  time_zone: z.string(),
  calling_paused_reason: z.string().nullable(),
  /** Special numbers that may be called all the same, such as GB:PREMIUM_RATE. */
  allowed_number_kinds: z.array(z.string()),
  role: z.enum(codes.member_role),
});

export type Organization = z.output<typeof organization>;
export type Role = Organization["role"];

const entrance = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("entered"), organization }),
  z.object({ outcome: answerOutcome("unknown") }),
  z.object({ outcome: answerOutcome("wait"), seconds: z.int() }),
]);

/**
 * The caller's organisation behind a slug, with the caller's role, and a token for this kind of request, in one question. Throws the
 * same 404 for an unknown one and for one that is not the caller's, and 429 when the caller has asked too often.
 */
export async function enterOrganization(
  db: Database,
  slug: string,
  kind: RequestKind,
): Promise<Organization> {
  if (!/^[a-z0-9-]{1,63}$/.test(slug)) throw notFound();
  const call = createFunctionCaller(db);
  const found = await call(entrance, "enter_organization", { p_slug: slug, p_kind: kind });
  if (found.outcome === "wait") throw tooManyRequests(found.seconds);
  if (found.outcome === "unknown") throw notFound();
  return found.organization;
}
