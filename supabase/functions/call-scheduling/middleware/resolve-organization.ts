import { createMiddleware } from "hono/factory";
import type { AppDeps, AppEnv } from "../context.ts";
import { findOrganization } from "../organizations/find-organization.ts";

/** Puts what the services work with into `c.var.ctx`; 404 when there is no organisation of that name for the caller. */
export function resolveOrganization(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { db, log, requestId, userId } = c.var;
    const organization = await findOrganization(db, c.req.param("org_slug") ?? "");
    c.set("orgId", organization.id);
    c.set("ctx", {
      ...deps,
      log,
      requestId,
      userId,
      db,
      organization,
      orgId: organization.id,
      resourceId: crypto.randomUUID(),
    });
    await next();
  });
}
