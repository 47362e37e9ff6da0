import { createRoute, z } from "@hono/zod-openapi";
import type { App } from "../context.ts";
import { commonErrors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { getScheduleStatistics } from "./get-schedule-statistics.ts";
import { statistics } from "./statistics-schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/statistics",
  summary: "Count the organisation's calls",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("The numbers as they are now.", z.object({ success: z.literal(true), statistics })),
    ...commonErrors,
  },
});

export function registerGetScheduleStatistics(app: App) {
  app.openapi(route, async (c) => {
    const counted = await getScheduleStatistics({ ctx: c.var.ctx });
    return c.json({ success: true as const, statistics: counted }, 200);
  });
}
