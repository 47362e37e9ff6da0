import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrder } from "../shared/fields.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { countSchedules } from "./count-schedules.ts";
import { callCounts } from "./counts-schema.ts";
import { callFilters } from "./list-filters.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/counts",
  operationId: "countCallSchedules",
  tags: [tags.callSchedules],
  summary: "Count the calls of a list by status",
  description:
    "For everyone in the organisation. The filters of the list but status; from and to are of due_at here.",
  security,
  request: { params: inOrganization, query: z.strictObject(callFilters).refine(...inOrder) },
  responses: {
    200: json("The numbers as they are now.", callCounts.extend({ success: z.literal(true) })),
    ...errors(400),
  },
});

export function registerCountSchedules(app: App) {
  app.openapi(route, async (c) => {
    const counted = await countSchedules({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...counted }, 200);
  });
}
