import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

export type AnswerStore = ReturnType<typeof createAnswerStore>;

/** Whose key of which organisation. */
export type KeyOfUser = { orgId: string; actorId: string; key: string };

const beginning = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("started"), resource_id: z.guid() }),
  z.object({ outcome: answerOutcome("replay"), status_code: z.int(), response_enc: z.string() }),
  z.object({ outcome: answerOutcome("mismatch") }),
  z.object({ outcome: answerOutcome("running") }),
  z.object({ outcome: answerOutcome("forbidden") }),
  z.object({ outcome: answerOutcome("wait"), seconds: z.int() }),
]);

/**
 * Keeps the first answer to each `Idempotency-Key`: the SQL functions, their answers parsed. `db` has the secret key, since what is
 * kept is ciphertext, which no user makes. Throws a `DatabaseError`.
 */
export function createAnswerStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  const target = ({ orgId, actorId, key }: KeyOfUser) => ({ p_org_id: orgId, p_actor: actorId, p_key: key });
  return {
    begin: (whose: KeyOfUser, fingerprint: string, resourceId: string) =>
      call(beginning, "begin_idempotent_request", {
        ...target(whose),
        p_fingerprint: fingerprint,
        p_resource_id: resourceId,
      }),
    finish: (whose: KeyOfUser, status: number, sealedAnswer: string) =>
      call(z.unknown(), "finish_idempotent_request", {
        ...target(whose),
        p_status_code: status,
        p_response_enc: sealedAnswer,
      }),
    abandon: (whose: KeyOfUser) => call(z.unknown(), "abandon_idempotent_request", target(whose)),
  };
}
