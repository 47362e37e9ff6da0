import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, optionalJsonBody, security, withId } from "../shared/routes.ts";
import { text } from "../shared/fields.ts";
import { tags } from "../shared/tags.ts";
import { executeSchedule } from "./execute-schedule.ts";

const override = z.strictObject({
  override: z.strictObject({ reason: text(500) }).optional().openapi({
    description:
      "An admin's: lifts the organisation's own hours, gaps and caps for this call, never the law's, a suppression or a consent.",
  }),
}).openapi("ExecuteCallSchedule", {
  example: { override: { reason: "The patient asked for it on the phone." } },
});

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
    "For admins and the schedule's creator. 409 with the decision at a moment at which it may not leave. A call whose outcome is unknown is not dialled again before it is known.",
  security,
  middleware: [requireRole("admin", "member"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: optionalJsonBody(override) },
  responses: {
    200: json("Bolna accepted the call.", executed),
    202: json(
      "Bolna did not answer clearly: the call may have been made, and is being looked for.",
      executed,
    ),
    ...errors(400, 403, 409, 422, 502),
  },
});

export function registerExecuteSchedule(app: App) {
  app.openapi(route, async (c) => {
    const { override } = c.req.valid("json");
    const input = { id: c.req.valid("param").id, overrideReason: override?.reason };
    const result = await executeSchedule({ ctx: c.var.ctx, input });
    if (result.outcome === "placed") {
      return c.json({ success: true as const, result, message: "Bolna accepted the call." }, 200);
    }
    const message =
      "It is not clear whether Bolna took the call. It is being looked for and will not be repeated.";
    return c.json({ success: true as const, result, message }, 202);
  });
}
