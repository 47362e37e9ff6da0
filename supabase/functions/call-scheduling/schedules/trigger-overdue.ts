import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, security } from "../shared/routes.ts";
import { requireScheduler } from "./execute-schedule.ts";
import { triggerOverdue } from "./trigger-overdue-schedules.ts";

export function registerTriggerOverdue(app: App, deps: AppDeps) {
  const route = createRoute({
    method: "post",
    path: "/{org_slug}/call-schedules/trigger-overdue",
    summary: "Dial what is overdue now, within the organisation's free lines",
    security,
    middleware: [requireRole("admin"), idempotent(deps)] as const,
    request: { params: inOrganization, headers: idempotencyHeader },
    responses: {
      200: json(
        "The calls that Bolna accepted. The message counts the others.",
        z.object({
          success: z.literal(true),
          triggered_calls: z.array(z.object({
            schedule_id: z.string().openapi({ format: "uuid" }),
            contact_name: z.string(),
            bolna_call_id: z.string(),
          })),
          count: z.int(),
          message: z.string(),
        }),
      ),
      ...commonErrors,
      400: errorAnswers[400],
      403: errorAnswers[403],
      409: errorAnswers[409],
      422: errorAnswers[422],
    },
  });
  app.openapi(route, async (c) => {
    requireScheduler(deps);
    const { triggered, message } = await triggerOverdue(c, deps);
    return c.json(
      { success: true as const, triggered_calls: triggered, count: triggered.length, message },
      200,
    );
  });
}
