import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { entityTag } from "./entity-tag.ts";
import { getSchedule } from "./get-schedule.ts";
import { callAttempt, callSchedule } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/{id}",
  operationId: "getCallSchedule",
  tags: [tags.callSchedules],
  summary: "Read one schedule and every request that was made to Bolna for it",
  description:
    "For everyone in the organisation. The number is masked for those who are neither admins nor the schedule's creator.",
  security,
  request: { params: withId },
  responses: {
    200: json(
      "The schedule, and its attempts, oldest first.",
      z.object({ success: z.literal(true), schedule: callSchedule, attempts: z.array(callAttempt) }),
    ),
    ...errors(400),
  },
});

export function registerGetSchedule(app: App) {
  app.openapi(route, async (c) => {
    const found = await getSchedule({ ctx: c.var.ctx, input: c.req.valid("param") });
    c.header("etag", entityTag(found.schedule));
    return c.json({ success: true as const, ...found }, 200);
  });
}
