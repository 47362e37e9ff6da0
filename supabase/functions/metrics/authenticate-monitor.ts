import { createMiddleware } from "hono/factory";
import { constantTimeEqual } from "../_shared/platform/constant-time-equal.ts";
import { ApiError } from "../_shared/platform/errors.ts";
import type { Settings } from "../_shared/platform/settings.ts";

/** Lets pass whoever sends METRICS_TOKEN as a bearer token. Without the setting nobody may ask: 503. */
export function authenticateMonitor({ metricsToken }: Pick<Settings, "metricsToken">) {
  return createMiddleware(async (c, next) => {
    if (metricsToken === undefined) {
      throw new ApiError({
        status: 503,
        code: "not_configured",
        error: "Metrics are switched off: set METRICS_TOKEN.",
      });
    }
    if (!constantTimeEqual(`Bearer ${metricsToken}`, c.req.header("authorization") ?? "")) {
      throw new ApiError({
        status: 401,
        code: "unauthorized",
        error: "Send METRICS_TOKEN as Authorization: Bearer.",
      });
    }
    await next();
  });
}
