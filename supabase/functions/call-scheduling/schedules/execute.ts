import { createRoute, z } from "@hono/zod-openapi";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { executeSchedule } from "./execute-schedule.ts";

const executed = z.object({
  success: z.literal(true),
  result: z.object({
    schedule_id: z.string().openapi({ format: "uuid" }),
    attempt_id: z.string().openapi({ format: "uuid" }),
    outcome: z.enum(["placed", "unknown"]),
    bolna_call_id: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  message: z.string(),
});

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/{id}/execute",
  operationId: "executeCallSchedule",
  tags: [tags.callSchedules],
  summary: "Dial now, whatever the schedule's time says",
  description:
    "For admins and the schedule's creator. A call whose outcome is unknown is not dialled again before it is known.",
  security,
  middleware: [requireRole("admin", "member"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: json("Bolna accepted the call.", executed),
    202: json(
      "Bolna did not answer clearly: the call may have been made, and is being looked for.",
      executed,
    ),
    ...commonErrors,
    400: errorAnswers[400],
    403: errorAnswers[403],
    409: errorAnswers[409],
    422: errorAnswers[422],
    502: errorAnswers[502],
  },
});

export function registerExecuteSchedule(app: App) {
  app.openapi(route, async (c) => {
    const result = await executeSchedule({ ctx: c.var.ctx, input: c.req.valid("param") });
    if (result.outcome === "placed") {
      return c.json({ success: true as const, result, message: "Bolna accepted the call." }, 200);
    }
    const message =
      "It is not clear whether Bolna took the call. It is being looked for and will not be repeated.";
    return c.json({ success: true as const, result, message }, 202);
  });
}
