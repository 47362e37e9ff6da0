import * as z from "zod";
import { type Code, codes } from "../platform/codes.ts";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { crmEntrySchema } from "./outbox-schemas.ts";
import { answerOutcome } from "../platform/answer-outcome.ts";

export type OutboxStore = ReturnType<typeof createOutboxStore>;

const resendAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("not_dead"), state: z.enum(codes.outbox_state) }),
  z.object({ outcome: answerOutcome("pending", "not_found", "forbidden") }),
]);

/**
 * The calls that are to be written back to HubSpot: the SQL functions, their answers parsed. Each is one transaction.
 * Throws a `DatabaseError` when the database refuses or does not answer. `db` has the secret key.
 */
export function createOutboxStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);

  return {
    claimOutbox: (worker: string, limit: number) =>
      call(z.array(crmEntrySchema), "claim_crm_outbox", { p_worker: worker, p_limit: limit }),
    /** False: another worker has the entry by now. */
    recordStep: (
      entryId: string,
      worker: string,
      step: Code<"outbox_step">,
      facts: Record<string, unknown> = {},
    ) =>
      call(z.boolean(), "record_crm_step", {
        p_id: entryId,
        p_worker: worker,
        p_step: step,
        p_facts: facts,
      }),
    /** Has a dead entry of the outbox sent again. */
    resendEntry: (entryId: string, actorId: string) =>
      call(resendAnswer, "resend_crm_entry", { p_id: entryId, p_actor: actorId }),
  };
}
