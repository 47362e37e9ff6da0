import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { RequestVariables } from "./request-id.ts";

type Env = { Variables: RequestVariables & { userId?: string; orgId?: string } };

/** One `request` line for each request: the route's pattern, never the path with its ids, query or body. */
export function logRequests() {
  return createMiddleware<Env>(async (c, next) => {
    const start = performance.now();
    await next();
    c.get("log").info("request", {
      method: c.req.method,
      route: routePattern(c),
      status: c.res.status,
      ms: Math.round(performance.now() - start),
      org_id: c.get("orgId"),
      user_id: c.get("userId"),
    });
  });
}

/** Middleware is registered for every method; what is left is the route. */
function routePattern(c: Context): string {
  return matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? "none";
}
