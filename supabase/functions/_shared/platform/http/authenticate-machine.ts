import { createMiddleware } from "hono/factory";
import { constantTimeEqual } from "../constant-time-equal.ts";
import type { Settings } from "../settings.ts";
import { ApiError } from "../errors.ts";

/** Lets pass whoever sends one of the project's secret keys in `apikey`; anybody else gets 401. */
export function authenticateMachine({ secretKeys }: Pick<Settings, "secretKeys">) {
  return createMiddleware(async (c, next) => {
    const given = c.req.header("apikey") ?? "";
    const matches = secretKeys.filter((key) => constantTimeEqual(key, given));
    if (matches.length === 0) {
      throw new ApiError({
        status: 401,
        code: "unauthorized",
        error: "This endpoint needs one of the project's secret keys in the apikey header.",
      });
    }
    await next();
  });
}
