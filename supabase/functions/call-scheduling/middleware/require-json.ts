import { createMiddleware } from "hono/factory";
import { ApiError, malformed } from "../../_shared/platform/errors.ts";
import { mediaTypeOf } from "./media-type-of.ts";

/** For routes with a body: 415 unless it is declared as JSON, 400 unless it is UTF-8 JSON. */
export function requireJson() {
  return createMiddleware(async (c, next) => {
    if (mediaTypeOf(c) !== "application/json") {
      throw new ApiError({
        status: 415,
        code: "not_json",
        error: "Send the body as JSON, with Content-Type: application/json.",
      });
    }
    // Kept by Hono as bytes: the schema's validator reads the same ones again.
    if (!isJson(await c.req.arrayBuffer())) {
      throw malformed("The body is not valid JSON in UTF-8.");
    }
    await next();
  });
}

function isJson(bytes: ArrayBuffer): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}
