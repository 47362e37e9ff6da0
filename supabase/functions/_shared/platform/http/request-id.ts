import { createMiddleware } from "hono/factory";
import type { Logger } from "../log.ts";

export type RequestVariables = { requestId: string; log: Logger };

const sane = /^[\w.:-]{8,100}$/;

/**
 * Gives each request an id (the caller's `x-request-id` where it is a sane one), sends it back in `x-request-id`, and
 * puts a logger that carries it into `c.var.log`. Nothing here may be cached.
 */
export function identifyRequest(log: Logger) {
  return createMiddleware<{ Variables: RequestVariables }>(async (c, next) => {
    const given = c.req.header("x-request-id") ?? "";
    const requestId = sane.test(given) ? given : crypto.randomUUID();
    c.set("requestId", requestId);
    c.set("log", log.child({ request_id: requestId }));
    const fields = [["x-request-id", requestId], ["cache-control", "no-store"]] as const;
    for (const [name, value] of fields) c.header(name, value);
    await next();
    // One that was made without them. To add a field to an answer makes it anew, at half of what the answer cost.
    for (const [name, value] of fields) {
      if (c.res.headers.get(name) !== value) c.header(name, value);
    }
  });
}
