import { createRoute, z } from "@hono/zod-openapi";
import { query } from "../../_shared/platform/database.ts";
import type { App, AppDeps } from "../context.ts";
import { callSchedule } from "./schema.ts";
import { commonErrors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { presentSchedule } from "./present-schedule.ts";
import { scheduleColumns, scheduleRow } from "./schedule-rows.ts";

/** The Data API of a hosted project gives no more rows than this in one answer. */
const most = 1000;

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/due",
  summary: `List what is due now, the longest due first, ${most} at most`,
  security,
  request: { params: inOrganization },
  responses: {
    200: json(
      "What is due; count is the number of the schedules in this answer.",
      z.object({ success: z.literal(true), due_schedules: z.array(callSchedule), count: z.int() }),
    ),
    ...commonErrors,
  },
});

export function registerListDueSchedules(app: App, deps: AppDeps) {
  app.openapi(route, async (c) => {
    const rows = await query(
      "due_call_schedules.list",
      z.array(scheduleRow),
      c.get("db").from("due_call_schedules").select(scheduleColumns).eq("org_id", c.get("orgId"))
        .order("due_at").order("id").limit(most),
    );
    const due = await Promise.all(rows.map((row) => presentSchedule(c, deps, row)));
    return c.json({ success: true as const, due_schedules: due, count: due.length }, 200);
  });
}
