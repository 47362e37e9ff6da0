import { createMiddleware } from "hono/factory";
import type { AppDeps, AppEnv } from "../context.ts";
import { enterOrganization } from "../organizations/enter-organization.ts";
import { requestKind } from "../organizations/request-kind.ts";

/** Puts what the services work with into `c.var.ctx`; 404 when there is no organisation of that name for the caller, 429 over a limit. */
export function resolveOrganization(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { db, log, requestId, userId } = c.var;
    const organization = await enterOrganization(
      db,
      c.req.param("org_slug") ?? "",
      requestKind(c.req.method, c.req.path),
    );
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
