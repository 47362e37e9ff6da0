import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { callSchedule } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { cancelSchedule } from "./cancel-schedule.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";

export function registerCancelSchedule(app: App, deps: AppDeps) {
  const route = createRoute({
    method: "post",
    path: "/{org_slug}/call-schedules/{id}/cancel",
    summary: "Cancel a call that nobody has been rung for; one that waits at Bolna is stopped there",
    security,
    middleware: [requireRole("admin", "member"), idempotent(deps)] as const,
    request: { params: withId, headers: idempotencyHeader },
    responses: {
      200: json(
        "The call is cancelled and will not be made.",
        z.object({ success: z.literal(true), schedule: callSchedule, message: z.string() }),
      ),
      ...commonErrors,
      400: errorAnswers[400],
      403: errorAnswers[403],
      409: errorAnswers[409],
      422: errorAnswers[422],
    },
  });
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    await cancelSchedule(c, deps, id, { thenDelete: false });
    const schedule = await presentSchedule(c, deps, await findSchedule(c.get("db"), c.get("orgId"), id));
    return c.json({ success: true as const, schedule, message: "The call is cancelled." }, 200);
  });
}
