import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../context.ts";
import { findOrganization } from "../organizations/find-organization.ts";

/** Puts the caller's organisation into `c.var.organization`; 404 when there is none of that name for the caller. */
export function resolveOrganization() {
  return createMiddleware<AppEnv>(async (c, next) => {
    const organization = await findOrganization(c.get("db"), c.req.param("org_slug") ?? "");
    c.set("organization", organization);
    c.set("orgId", organization.id);
    c.set("resourceId", crypto.randomUUID());
    await next();
  });
}
