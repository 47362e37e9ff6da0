import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { triggerOverdueSchedules } from "./trigger-overdue-schedules.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/trigger-overdue",
  operationId: "triggerOverdueCallSchedules",
  tags: [tags.callSchedules],
  summary: "Dial what is overdue now, within the organisation's free lines",
  description: "For admins. At most 25 calls in one request. While calling is paused nothing is dialled.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader },
  responses: {
    200: json(
      "The calls that Bolna accepted. The message counts the others.",
      z.object({
        success: z.literal(true),
        triggered_calls: z.array(z.object({
          schedule_id: z.string().openapi({ format: "uuid" }),
          contact_name: z.string(),
          bolna_call_id: z.string(),
        })),
        count: z.int(),
        message: z.string(),
      }),
    ),
    ...errors(400, 403, 409, 422),
  },
});

export function registerTriggerOverdueSchedules(app: App) {
  app.openapi(route, async (c) => {
    const { triggered, message } = await triggerOverdueSchedules({ ctx: c.var.ctx });
    const answer = { triggered_calls: triggered, count: triggered.length, message };
    return c.json({ success: true as const, ...answer }, 200);
  });
}
