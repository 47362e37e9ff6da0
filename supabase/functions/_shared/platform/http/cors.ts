import { cors } from "hono/cors";

/**
 * A console in a browser may call from anywhere: callers prove themselves with a bearer token and never with a cookie, so
 * there is nothing that a foreign page could borrow.
 */
export function allowBrowsers() {
  return cors({
    origin: "*",
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    allowHeaders: [
      "authorization",
      "content-type",
      "idempotency-key",
      "if-match",
      "if-none-match",
      "apikey",
      "x-client-info",
      "x-request-id",
    ],
    exposeHeaders: ["x-request-id", "idempotency-key", "idempotency-replayed", "retry-after", "etag"],
    maxAge: 86_400,
  });
}
