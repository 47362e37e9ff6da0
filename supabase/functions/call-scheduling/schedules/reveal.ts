import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { revealNumber } from "./reveal-number.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/{id}/reveal",
  operationId: "revealNumber",
  tags: [tags.callSchedules],
  summary: "The whole number of a call, for somebody's eyes; who was shown it stands in the audit trail",
  description: "For admins and the schedule's creator.",
  security,
  middleware: [requireRole("admin", "member"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: json(
      "The number; null: it can no longer be read.",
      z.object({ success: z.literal(true), contact_phone: z.string().nullable() }),
    ),
    ...errors(400, 403, 409, 422),
  },
});

export function registerRevealNumber(app: App) {
  app.openapi(route, async (c) => {
    const contact_phone = await revealNumber({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, contact_phone }, 200);
  });
}
