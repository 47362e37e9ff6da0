import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { decision } from "../policy/decision-schema.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { checkBooking } from "./check-booking.ts";
import { newSchedule } from "./input-schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/check",
  operationId: "checkCallSchedule",
  tags: [tags.callSchedules],
  summary: "May this call leave at its time",
  description:
    "For everyone in the organisation. As the rules stand for that moment, whatever year; nothing is booked or kept.",
  security,
  middleware: [requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newSchedule) },
  responses: {
    200: json("What the judge says.", z.object({ success: z.literal(true), decision })),
    ...errors(400, 409, 415, 422),
  },
});

export function registerCheckSchedule(app: App) {
  app.openapi(route, async (c) => {
    const said = await checkBooking({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, decision: said }, 200);
  });
}
