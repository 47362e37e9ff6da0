import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { deleteSchedule } from "./delete-schedule.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/call-schedules/{id}",
  operationId: "deleteCallSchedule",
  tags: [tags.callSchedules],
  summary: "Delete a schedule, cancelling its call if it waits; attempts and audit stay",
  description: "For admins and the schedule's creator. 409 while somebody may be on the line.",
  security,
  middleware: [requireRole("admin", "member")] as const,
  request: { params: withId },
  responses: {
    200: json("It is deleted.", z.object({ success: z.literal(true), message: z.string() })),
    ...errors(400, 403, 409),
  },
});

export function registerDeleteSchedule(app: App) {
  app.openapi(route, async (c) => {
    await deleteSchedule({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, message: "The schedule is deleted." }, 200);
  });
}
