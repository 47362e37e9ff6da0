import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { closedDay } from "../policy/decision-schema.ts";
import { errors } from "../shared/errors.ts";
import { date, timeZone } from "../shared/fields.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { checkBookingDays } from "./check-booking-days.ts";
import { newSchedule } from "./input-schema.ts";

/** As many as a calendar of a month shows, and a month more. */
const mostDays = 62;

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/check-days",
  operationId: "checkCallScheduleDays",
  tags: [tags.callSchedules],
  summary: "On which days could this call leave at no moment",
  description:
    "For everyone in the organisation: what a calendar shows as closed, by the law where the number rings, the organisation's policy, and " +
    "lists. The booking's scheduled_at is not looked at; days that are over are left out. Nothing is booked or kept.",
  security,
  middleware: [requireJson(), idempotent()] as const,
  request: {
    params: inOrganization,
    headers: idempotencyHeader,
    query: z.strictObject({
      from: date().openapi({ description: "The first day." }),
      days: z.coerce.number().int().min(1).max(mostDays).optional().openapi({
        description: "How many days from there on.",
        default: 31,
      }),
      zone: timeZone().openapi({ description: "Whose calendar the days are of." }),
    }),
    body: jsonBody(newSchedule),
  },
  responses: {
    200: json("The days.", z.object({ success: z.literal(true), closed: z.array(closedDay) })),
    ...errors(400, 409, 415, 422),
  },
});

export function registerCheckScheduleDays(app: App) {
  app.openapi(route, async (c) => {
    const { from, zone, days = 31 } = c.req.valid("query");
    const input = { booking: c.req.valid("json"), from, zone, days };
    return c.json({ success: true as const, closed: await checkBookingDays({ ctx: c.var.ctx, input }) }, 200);
  });
}
