import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { consentRow, presentConsent } from "./consent-rows.ts";
import type { Revocation } from "./input-schema.ts";
import type { Consent } from "./schema.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

const revoked = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("revoked", "already_revoked"), consent: consentRow }),
  z.object({ outcome: answerOutcome("not_found") }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

/** Records that the person withdrew it. Once withdrawn it stays as it is: doing it again changes nothing. */
export async function revokeConsent(
  { ctx, input: { id, via, reason } }: { ctx: ServiceContext; input: Revocation & { id: string } },
): Promise<Consent> {
  const call = createFunctionCaller(ctx.db);
  const answer = await call(revoked, "revoke_consent", {
    p_org_id: ctx.orgId,
    p_consent_id: id,
    p_via: via,
    p_reason: reason ?? null,
  });
  if (answer.outcome === "forbidden") throw roleTakenAway();
  if (answer.outcome === "not_found") throw notFound();
  return await presentConsent(ctx, answer.consent);
}
