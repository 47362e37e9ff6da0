import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import type { Role } from "../organizations/enter-organization.ts";

/** 403 unless the caller has one of the roles in the organisation. */
export function requireRole(...roles: Role[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { role } = c.var.ctx.organization;
    if (!roles.includes(role)) {
      throw forbidden(
        `Your role here is ${role}; this needs ${roles.join(" or ")}.`,
      );
    }
    await next();
  });
}
