import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { cancelSchedule } from "./cancel-schedule.ts";
import { callSchedule } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/{id}/cancel",
  operationId: "cancelCallSchedule",
  tags: [tags.callSchedules],
  summary: "Cancel a call that nobody has been rung for; one that waits at Bolna is stopped there",
  description:
    "For admins and the schedule's creator. 409 while somebody may be on the line, and when the call is over.",
  security,
  middleware: [requireRole("admin", "member"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: json(
      "The call is cancelled and will not be made.",
      z.object({ success: z.literal(true), schedule: callSchedule, message: z.string() }),
    ),
    ...errors(400, 403, 409, 422),
  },
});

export function registerCancelSchedule(app: App) {
  app.openapi(route, async (c) => {
    const schedule = await cancelSchedule({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, schedule, message: "The call is cancelled." }, 200);
  });
}
