import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrder } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { callSort, withStatuses } from "./list-filters.ts";
import { listSchedules } from "./list-schedules.ts";
import { callSchedule } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules",
  operationId: "listCallSchedules",
  tags: [tags.callSchedules],
  summary: "List the organisation's schedules, ordered by sort (scheduled_at), then id",
  description:
    "For everyone in the organisation. Every filter that is sent must hold. Deleted schedules are not listed.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({ ...withStatuses, sort: callSort.optional(), ...paging }).refine(...inOrder),
  },
  responses: {
    200: json(
      "One page. next_cursor is null on the last.",
      z.object({ success: z.literal(true), schedules: z.array(callSchedule), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListSchedules(app: App) {
  app.openapi(route, async (c) => {
    const page = await listSchedules({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
