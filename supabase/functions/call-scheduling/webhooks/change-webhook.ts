import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkUrl } from "./check-url.ts";
import type { WebhookChanges } from "./input-schema.ts";
import { makeSecret } from "./make-secret.ts";
import type { Webhook } from "./schema.ts";

/** Changes the fields that were sent. `secret`: the new one, where one was asked for; nobody is shown it again. */
export async function changeWebhook(
  { ctx, input: { id, changes } }: { ctx: ServiceContext; input: { id: string; changes: WebhookChanges } },
): Promise<{ webhook: Webhook; secret?: string }> {
  const { rotate_secret, ...fields } = changes;
  await checkUrl(ctx, fields.url);
  const secret = rotate_secret ? makeSecret() : null;
  const who = { orgId: ctx.orgId, actorId: ctx.userId, webhookId: id };
  const answer = await ctx.webhooks.change(who, fields, secret);
  if (answer.outcome === "not_found") throw notFound();
  if (!("webhook" in answer)) throw roleTakenAway();
  // What waits for one that was switched on again, or moved, need not wait for the tick.
  await ctx.workers.ring("deliveries");
  return { webhook: answer.webhook, ...(secret === null ? {} : { secret }) };
}
