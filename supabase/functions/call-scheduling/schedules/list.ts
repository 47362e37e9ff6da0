import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { callSchedule, callStatus } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { id, text, timestamp } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { listSchedules } from "./list-schedules.ts";
import { presentSchedule } from "./present-schedule.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules",
  summary: "List the organisation's schedules, ordered by scheduled_at, then id",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      status: callStatus.optional(),
      agent_id: id().optional(),
      contact_id: text(128).optional(),
      from: timestamp().optional().openapi({ description: "scheduled_at not before this time." }),
      to: timestamp().optional().openapi({ description: "scheduled_at not after this time." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page. next_cursor is null on the last.",
      z.object({ success: z.literal(true), schedules: z.array(callSchedule), next_cursor: nextCursor }),
    ),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerListSchedules(app: App, deps: AppDeps) {
  app.openapi(route, async (c) => {
    const { from, to, limit = 50, ...filters } = c.req.valid("query");
    const page = { ...filters, from: from?.text, to: to?.text, limit };
    const { rows, nextCursor: next_cursor } = await listSchedules(c.get("db"), c.get("orgId"), page);
    const schedules = await Promise.all(rows.map((row) => presentSchedule(c, deps, row)));
    return c.json({ success: true as const, schedules, next_cursor }, 200);
  });
}
