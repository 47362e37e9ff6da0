import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getScheduleStatistics } from "./get-schedule-statistics.ts";
import { statistics } from "./statistics-schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/statistics",
  operationId: "getCallScheduleStatistics",
  tags: [tags.callSchedules],
  summary: "Count the organisation's calls",
  description: "For everyone in the organisation. Deleted schedules are not counted.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("The numbers as they are now.", z.object({ success: z.literal(true), statistics })),
    ...errors(),
  },
});

export function registerGetScheduleStatistics(app: App) {
  app.openapi(route, async (c) => {
    const counted = await getScheduleStatistics({ ctx: c.var.ctx });
    return c.json({ success: true as const, statistics: counted }, 200);
  });
}
