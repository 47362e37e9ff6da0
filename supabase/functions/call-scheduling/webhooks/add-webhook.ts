import { ApiError } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkUrl } from "./check-url.ts";
import type { NewWebhook } from "./input-schema.ts";
import { makeSecret } from "./make-secret.ts";
import type { Webhook } from "./schema.ts";

/** Adds an endpoint, and makes its secret, which nobody is shown again. */
export async function addWebhook(
  { ctx, input }: { ctx: ServiceContext; input: NewWebhook },
): Promise<{ webhook: Webhook; secret: string }> {
  await checkUrl(ctx, input.url);
  const secret = makeSecret();
  const who = { orgId: ctx.orgId, actorId: ctx.userId, webhookId: ctx.resourceId };
  const answer = await ctx.webhooks.add(who, input, secret);
  switch (answer.outcome) {
    case "added":
    case "changed":
      return { webhook: answer.webhook, secret };
    case "too_many":
      throw new ApiError({
        status: 409,
        code: "too_many_webhooks",
        error: "The organisation has 20 endpoints, which is the most. Remove one first.",
      });
    default:
      throw roleTakenAway();
  }
}
