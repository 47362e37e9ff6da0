import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { resolveSchedule } from "./resolve-schedule.ts";
import { callSchedule } from "./schema.ts";
import { codes } from "../../_shared/platform/codes.ts";

const resolution = z.strictObject({
  outcome: z.enum(codes.resolution).openapi({
    description: "placed: the call was made, and counts as completed. not_placed: it was not, and is tried " +
      "again at once; one that Bolna had accepted fails instead. Of a call that is over already, either takes the " +
      "flag off and changes nothing else.",
  }),
}).openapi("Resolution", { example: { outcome: "placed" } });

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/{id}/resolve",
  operationId: "resolveCallSchedule",
  tags: [tags.callSchedules],
  summary: "Settle by hand a call that is flagged for attention, or past its deadline",
  description: "For admins, after a look at what really happened to the call.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: jsonBody(resolution) },
  responses: {
    200: json(
      "The call is settled.",
      z.object({ success: z.literal(true), schedule: callSchedule, message: z.string() }),
    ),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerResolveSchedule(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const schedule = await resolveSchedule({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, schedule, message: "The call is settled." }, 200);
  });
}
