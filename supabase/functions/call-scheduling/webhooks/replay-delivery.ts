import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import type { WebhookDelivery } from "./schema.ts";
import { findWebhook } from "./find-webhook.ts";

/** Tells an endpoint once more what it was told, or with `deliveryId` null a trial. 409 while it is off, or still waits. */
export async function replayDelivery(
  { ctx, input: { id, deliveryId } }: {
    ctx: ServiceContext;
    input: { id: string; deliveryId: string | null };
  },
): Promise<WebhookDelivery> {
  const webhook = await findWebhook(ctx, id);
  if (!webhook.is_active) {
    throw new ApiError({
      status: 409,
      code: "webhook_off",
      error: "The endpoint is switched off. Switch it on first.",
    });
  }
  const who = { orgId: ctx.orgId, actorId: ctx.userId, webhookId: id };
  const answer = await ctx.webhooks.replay(who, deliveryId, ctx.resourceId);
  switch (answer.outcome) {
    case "entered":
      return answer.delivery;
    case "already_there":
      throw new ApiError({
        status: 409,
        code: "still_waiting",
        error: "It has not been told yet: it comes by itself.",
      });
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
  }
}
