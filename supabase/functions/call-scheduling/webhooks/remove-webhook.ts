import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";

/** Removes an endpoint; what waits for it is told to nobody. */
export async function removeWebhook(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  const answer = await ctx.webhooks.remove({ orgId: ctx.orgId, actorId: ctx.userId, webhookId: id });
  if (answer === "not_found") throw notFound();
  if (answer === "forbidden") throw roleTakenAway();
}
