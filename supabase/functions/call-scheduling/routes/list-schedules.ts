import { createRoute, z } from "@hono/zod-openapi";
import { decodeCursor } from "../../_shared/core/cursor.ts";
import type { App, AppDeps } from "../context.ts";
import { callSchedule, callStatus } from "../schemas/call-schedule.ts";
import { commonErrors, errorAnswers } from "../schemas/errors.ts";
import { id, text, timestamp } from "../schemas/fields.ts";
import { inOrganization, json, security } from "../schemas/routes.ts";
import { listSchedules } from "../services/list-schedules.ts";
import { presentSchedule } from "../services/present-schedule.ts";

const limit = z.string().regex(/^([1-9]\d?|1\d\d|200)$/, "must be a whole number from 1 to 200").transform(
  Number,
)
  .openapi({ type: "integer", minimum: 1, maximum: 200, default: 50 });

const cursor = z.string().max(500).transform((value, context) => {
  const decoded = decodeCursor(value);
  if (decoded) return decoded;
  context.addIssue("is not a cursor of this list");
  return z.NEVER;
}).openapi({ type: "string", description: "next_cursor of the page before." });

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules",
  summary: "List the organisation's schedules, ordered by scheduled_at, then id",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      status: callStatus.optional(),
      agent_id: id().optional(),
      contact_id: text(128).optional(),
      from: timestamp().optional().openapi({ description: "scheduled_at not before this time." }),
      to: timestamp().optional().openapi({ description: "scheduled_at not after this time." }),
      limit: limit.optional(),
      cursor: cursor.optional(),
    }),
  },
  responses: {
    200: json(
      "One page. next_cursor is null on the last.",
      z.object({
        success: z.literal(true),
        schedules: z.array(callSchedule),
        next_cursor: z.string().nullable(),
      }),
    ),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerListSchedules(app: App, deps: AppDeps) {
  app.openapi(route, async (c) => {
    const { from, to, limit = 50, ...filters } = c.req.valid("query");
    const page = { ...filters, from: from?.text, to: to?.text, limit };
    const { rows, nextCursor } = await listSchedules(c.get("db"), c.get("orgId"), page);
    const schedules = await Promise.all(rows.map((row) => presentSchedule(c, deps, row)));
    return c.json({ success: true as const, schedules, next_cursor: nextCursor }, 200);
  });
}
