import { createMiddleware } from "hono/factory";
import { constantTimeEqual } from "../_shared/platform/constant-time-equal.ts";
import type { Settings } from "../_shared/platform/settings.ts";
import { ApiError } from "../_shared/platform/errors.ts";

/**
 * Bolna signs nothing: it is known by a secret that its dashboard sends in the header `x-webhook-secret`, or that stands in
 * the URL as `secret` (the URL ends up in more logs: prefer the header). Anybody else gets 401.
 */
export function authenticateBolna({ webhookSecret }: Pick<Settings, "webhookSecret">) {
  return createMiddleware(async (c, next) => {
    const given = [c.req.header("x-webhook-secret") ?? "", c.req.query("secret") ?? ""];
    if (given.filter((secret) => constantTimeEqual(webhookSecret, secret)).length === 0) {
      throw new ApiError({
        status: 401,
        code: "unauthorized",
        error: "Send the webhook secret in the header x-webhook-secret, or as ?secret= in the URL.",
      });
    }
    await next();
  });
}
