import { Hono } from "hono";
import { pathOf, VERSIONS } from "./api-version.ts";
import { createAccountRoutes } from "./account-routes.ts";
import { refuseByFault, spoilByFault } from "./apply-faults.ts";
import { createAssociationBatchRoutes, createAssociationRoutes } from "./association-routes.ts";
import { authorize } from "./authorize.ts";
import { createBatchRoutes } from "./batch-routes.ts";
import type { FaultTarget } from "./faults.ts";
import { HubspotError } from "./hubspot-error.ts";
import { createListRoutes } from "./list-routes.ts";
import { createObjectRoutes } from "./object-routes.ts";
import type { HubspotPortal } from "./portal.ts";
import { createPropertyRoutes } from "./property-routes.ts";
import { tooManyRequests } from "./rate-limits.ts";
import type { PortalEnv } from "./read-request.ts";
import { kindOf } from "./request-kind.ts";

/** HubSpot's own surface. The portal of a request's token is asked anew for every request, so that a reset can replace it. */
export function createApiRoutes(portalOf: (token: string) => HubspotPortal): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.use(async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    const portal = portalOf(token);
    c.set("token", token);
    c.set("portal", portal);
    const kind = kindOf(c.req.method, c.req.path);
    const target: FaultTarget = { kind, path: c.req.path, body: await c.req.text() };
    const refused = refuseByFault(portal.faults, target, portal.settings);
    if (refused !== undefined) return refused;
    authorize(portal.keys, token, kind);
    const isSearch = kind.action === "search";
    const limit = portal.limits.take(token, isSearch);
    if (limit !== undefined) {
      const error = tooManyRequests(limit, portal.settings).toResponse();
      return isSearch ? error : withHeaders(error, portal.limits.headers(token));
    }
    await next();
    // Searches say nothing of any limit.
    if (!isSearch) withHeaders(c.res, portal.limits.headers(token));
    c.res = await spoilByFault(portal.faults, target, c.res, c.req.raw.signal);
    return undefined;
  });
  for (const version of VERSIONS) {
    app.route(pathOf("objects", version), createBatchRoutes(version));
    app.route(pathOf("objects", version), createObjectRoutes(version));
    app.route(pathOf("objects", version), createAssociationRoutes(version));
    app.route(pathOf("associations", version), createAssociationBatchRoutes(version));
    app.route(pathOf("properties", version), createPropertyRoutes());
    app.route(pathOf("lists", version), createListRoutes());
    app.route(`/account-info/${version}`, createAccountRoutes());
  }
  app.route(pathOf("objects", "v4"), createAssociationRoutes("v4"));
  app.route(pathOf("associations", "v4"), createAssociationBatchRoutes("v4"));
  app.notFound(() => new HubspotError(404, "OBJECT_NOT_FOUND", "resource not found").toResponse());
  app.onError((error) => {
    if (error instanceof HubspotError) return error.toResponse();
    throw error;
  });
  return app;
}

function withHeaders(answer: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}
