import * as z from "zod";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";

export type AnswerStore = ReturnType<typeof createAnswerStore>;

/** Whose key of which organisation. */
export type KeyOfUser = { orgId: string; actorId: string; key: string };

const beginning = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("started"), resource_id: z.guid() }),
  z.object({ outcome: z.literal("replay"), status_code: z.int(), response_enc: z.string() }),
  z.object({ outcome: z.literal("mismatch") }),
  z.object({ outcome: z.literal("running") }),
  z.object({ outcome: z.literal("forbidden") }),
  z.object({ outcome: z.literal("wait"), seconds: z.int() }),
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
