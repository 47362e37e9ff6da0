import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeSchedule } from "./change-schedule.ts";
import { entityTag, ifMatchHeader } from "./entity-tag.ts";
import { scheduleChanges } from "./input-schema.ts";
import { decision } from "../policy/decision-schema.ts";
import { callSchedule } from "./schema.ts";

/** PUT and PATCH mean the same: only the fields that are sent change. */
export function registerChangeSchedule(app: App) {
  for (const method of ["put", "patch"] as const) {
    const route = createRoute({
      method,
      path: "/{org_slug}/call-schedules/{id}",
      operationId: `${method}CallSchedule`,
      tags: [tags.callSchedules],
      summary: "Change the fields that are sent, as long as the call is scheduled",
      description:
        "For admins and the schedule's creator. PUT and PATCH mean the same. 409 once the call is no longer scheduled. " +
        "With If-Match (the ETag that it was read with) or updated_at, nobody's change is overwritten unseen.",
      security,
      middleware: [requireRole("admin", "member"), requireJson()] as const,
      request: { params: withId, headers: ifMatchHeader, body: jsonBody(scheduleChanges) },
      responses: {
        200: json(
          "The schedule as it is now.",
          z.object({ success: z.literal(true), schedule: callSchedule, decision, message: z.string() }),
        ),
        ...errors(400, 403, 409, 412, 413, 415, 422),
      },
    });
    app.openapi(route, async (c) => {
      const { "if-match": ifMatch } = c.req.valid("header");
      const input = { id: c.req.valid("param").id, changes: c.req.valid("json"), ifMatch };
      const changed = await changeSchedule({ ctx: c.var.ctx, input });
      c.header("etag", entityTag(changed.schedule));
      return c.json({ success: true as const, ...changed, message: "The schedule was changed." }, 200);
    });
  }
}
