import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listDueSchedules, mostDue } from "./list-due-schedules.ts";
import { callSchedule } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/due",
  operationId: "listDueCallSchedules",
  tags: [tags.callSchedules],
  summary: `List what is due now, the longest due first, ${mostDue} at most`,
  description:
    "For everyone in the organisation. These are the calls that the scheduler could take at this moment.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json(
      "What is due; count is the number of the schedules in this answer.",
      z.object({ success: z.literal(true), due_schedules: z.array(callSchedule), count: z.int() }),
    ),
    ...errors(),
  },
});

export function registerListDueSchedules(app: App) {
  app.openapi(route, async (c) => {
    const due = await listDueSchedules({ ctx: c.var.ctx });
    return c.json({ success: true as const, due_schedules: due, count: due.length }, 200);
  });
}
