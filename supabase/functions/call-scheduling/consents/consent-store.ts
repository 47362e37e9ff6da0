import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { consentRow } from "./consent-rows.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

export type ConsentStore = ReturnType<typeof createConsentStore>;

const recorded = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("recorded"), consent: consentRow }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

/** Records consents on behalf of a user, whose right the SQL function looks at. `db` has the secret key. Throws a `DatabaseError`. */
export function createConsentStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  return {
    findByNumber: (orgId: string, actorId: string, phoneHash: string) =>
      call(z.object({ consents: z.array(consentRow) }), "find_by_number", {
        p_org_id: orgId,
        p_actor: actorId,
        p_phone_hash: phoneHash,
      }),
    /** The same id again gives what was recorded under it the first time. */
    record: (orgId: string, actorId: string, id: string, fields: Record<string, unknown>) =>
      call(recorded, "record_consent", { p_org_id: orgId, p_actor: actorId, p_id: id, p_consent: fields }),
  };
}
