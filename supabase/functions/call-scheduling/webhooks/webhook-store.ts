import * as z from "zod";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";
import type { ServiceDatabase } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { deliveryRow, webhookRow } from "./webhook-rows.ts";

export type WebhookStore = ReturnType<typeof createWebhookStore>;

const saved = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("added", "changed"), webhook: webhookRow }),
  z.object({ outcome: answerOutcome("too_many", "not_found", "forbidden") }),
]);
const replayed = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("entered", "already_there"), delivery: deliveryRow }),
  z.object({ outcome: answerOutcome("not_found", "forbidden") }),
]);

/** Whose endpoint, and on whose behalf. */
export interface Whose {
  orgId: string;
  actorId: string;
  webhookId: string;
}

/**
 * Writes the endpoints of an organisation on behalf of a user: the SQL functions, their answers parsed. Each looks at the
 * actor's right itself. `db` has the secret key. Throws a `DatabaseError`.
 */
export function createWebhookStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);
  const whose = ({ orgId, actorId, webhookId }: Whose) => ({
    p_org_id: orgId,
    p_actor: actorId,
    p_id: webhookId,
  });
  return {
    /** The same id again gives what was added under it the first time. */
    add: (who: Whose, fields: Record<string, unknown>, secret: string) =>
      call(saved, "save_webhook", { ...whose(who), p_is_new: true, p_webhook: fields, p_secret: secret }),
    change: (who: Whose, fields: Record<string, unknown>, secret: string | null) =>
      call(saved, "save_webhook", { ...whose(who), p_is_new: false, p_webhook: fields, p_secret: secret }),
    remove: (who: Whose) =>
      call(answerOutcome("removed", "not_found", "forbidden"), "remove_webhook", whose(who)),
    /** Null: a trial. `id` is the new delivery's; the same one again enters nothing more. */
    replay: ({ orgId, actorId, webhookId }: Whose, deliveryId: string | null, id: string) =>
      call(replayed, "replay_delivery", {
        p_org_id: orgId,
        p_actor: actorId,
        p_webhook_id: webhookId,
        p_delivery_id: deliveryId,
        p_id: id,
      }),
  };
}
