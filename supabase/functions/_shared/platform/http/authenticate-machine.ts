import { createMiddleware } from "hono/factory";
import { constantTimeEqual } from "../constant-time-equal.ts";
import type { Settings } from "../settings.ts";
import { ApiError } from "../errors.ts";

/** Lets pass whoever sends one of the project's secret keys in `apikey`; anybody else gets 401. */
export function authenticateMachine({ secretKeys }: Pick<Settings, "secretKeys">) {
  return createMiddleware(async (c, next) => {
    if (!holdsSecretKey(c.req.raw, secretKeys)) {
      throw new ApiError({
        status: 401,
        code: "unauthorized",
        error: "This endpoint needs one of the project's secret keys in the apikey header.",
      });
    }
    await next();
  });
}

/** Every key is compared, whichever fits: the time tells nothing. */
export function holdsSecretKey(request: Request, secretKeys: readonly string[]): boolean {
  const given = request.headers.get("apikey") ?? "";
  return secretKeys.filter((key) => constantTimeEqual(key, given)).length > 0;
}
