import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { createSchedule } from "./create-schedule.ts";
import { newSchedule } from "./input-schema.ts";
import { decision } from "../policy/decision-schema.ts";
import { callSchedule } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules",
  operationId: "createCallSchedule",
  tags: [tags.callSchedules],
  summary: "Book a call",
  description:
    "For members and admins. The scheduler dials it once it is due and may leave: decision says when and why. With an Idempotency-Key the request can be sent again without booking twice.",
  security,
  middleware: [requireRole("admin", "member"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newSchedule) },
  responses: {
    201: json(
      "The schedule was created.",
      z.object({ success: z.literal(true), schedule: callSchedule, decision, message: z.string() }),
    ),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerCreateSchedule(app: App) {
  app.openapi(route, async (c) => {
    const booked = await createSchedule({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message = booked.schedule.not_before === null
      ? "The call is scheduled."
      : `The call is scheduled, and waits: ${booked.decision.sentence}`;
    return c.json({ success: true as const, ...booked, message }, 201);
  });
}
