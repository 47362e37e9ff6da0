import { createMiddleware } from "hono/factory";
import { constantTimeEqual } from "../_shared/platform/constant-time-equal.ts";
import { ApiError } from "../_shared/platform/errors.ts";
import type { Settings } from "../_shared/platform/settings.ts";

/** Bolna sends `api_token` of a function as the whole `Authorization` header. Without the setting nobody may ask: 503. */
export function authenticateAgent({ agentToolsSecret }: Pick<Settings, "agentToolsSecret">) {
  return createMiddleware(async (c, next) => {
    if (agentToolsSecret === undefined) {
      throw new ApiError({
        status: 503,
        code: "not_configured",
        error: "The agent's tools are switched off: set AGENT_TOOLS_SECRET.",
      });
    }
    if (!constantTimeEqual(`Bearer ${agentToolsSecret}`, c.req.header("authorization") ?? "")) {
      throw new ApiError({
        status: 401,
        code: "unauthorized",
        error: "Send AGENT_TOOLS_SECRET as Authorization: Bearer.",
      });
    }
    await next();
  });
}
