import type { Context } from "hono";

/** What the body is declared as, in lower case and without its parameters; empty where it is not. */
export function mediaTypeOf(c: Context): string {
  const [mediaType = ""] = (c.req.header("content-type") ?? "").split(";");
  return mediaType.trim().toLowerCase();
}
