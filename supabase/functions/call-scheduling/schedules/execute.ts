import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { claimForExecution, explainNoCall, placeClaimedCall, requireScheduler } from "./execute-schedule.ts";
import { requireRightToChange } from "../organizations/check-right.ts";
import { findSchedule } from "./schedule-rows.ts";

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

export function registerExecuteSchedule(app: App, deps: AppDeps) {
  const route = createRoute({
    method: "post",
    path: "/{org_slug}/call-schedules/{id}/execute",
    summary: "Dial now, whatever the schedule's time says",
    security,
    middleware: [requireRole("admin", "member"), idempotent(deps)] as const,
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
      429: errorAnswers[429],
      502: errorAnswers[502],
    },
  });
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    const schedule = await findSchedule(c.get("db"), c.get("orgId"), id);
    requireRightToChange(c.get("organization"), c.get("userId"), schedule);
    requireScheduler(deps);
    const call = await claimForExecution(c, deps, id);
    const placed = await placeClaimedCall(c, deps, call);
    const ids = { schedule_id: call.schedule_id, attempt_id: call.attempt_id };
    if (placed.outcome === "placed") {
      const result = {
        ...ids,
        outcome: placed.outcome,
        bolna_call_id: placed.executionId,
        reason: null,
      };
      return c.json({ success: true as const, result, message: "Bolna accepted the call." }, 200);
    }
    if (placed.outcome !== "unknown") throw explainNoCall(placed);
    const result = { ...ids, outcome: placed.outcome, bolna_call_id: null, reason: placed.reason };
    const message =
      "It is not clear whether Bolna took the call. It is being looked for and will not be repeated.";
    return c.json({ success: true as const, result, message }, 202);
  });
}
