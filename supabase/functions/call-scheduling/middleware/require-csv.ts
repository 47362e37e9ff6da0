import { createMiddleware } from "hono/factory";
import { ApiError } from "../../_shared/platform/errors.ts";
import { mediaTypeOf } from "./media-type-of.ts";

/** For routes that take a file: 415 unless the body is declared as CSV. */
export function requireCsv() {
  return createMiddleware(async (c, next) => {
    if (mediaTypeOf(c) !== "text/csv") {
      throw new ApiError({
        status: 415,
        code: "not_csv",
        error: "Send the file as CSV, with Content-Type: text/csv.",
      });
    }
    // Kept by Hono as bytes, before anybody reads it as the UTF-8 that it may not be.
    await c.req.arrayBuffer();
    await next();
  });
}
