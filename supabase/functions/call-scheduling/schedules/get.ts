import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { callAttempt, callSchedule } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule, listAttempts } from "./schedule-rows.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/{id}",
  summary: "Read one schedule and every request that was made to Bolna for it",
  security,
  request: { params: withId },
  responses: {
    200: json(
      "The schedule, and its attempts, oldest first.",
      z.object({ success: z.literal(true), schedule: callSchedule, attempts: z.array(callAttempt) }),
    ),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerGetSchedule(app: App, deps: AppDeps) {
  app.openapi(route, async (c) => {
    const [db, orgId, { id }] = [c.get("db"), c.get("orgId"), c.req.valid("param")];
    const [row, attempts] = await Promise.all([
      findSchedule(db, orgId, id),
      listAttempts(db, orgId, id),
    ]);
    const schedule = await presentSchedule(c, deps, row);
    return c.json({ success: true as const, schedule, attempts }, 200);
  });
}
