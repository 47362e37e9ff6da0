import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { oneOf } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listAlerts } from "./list-alerts.ts";
import { alert } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/alerts",
  operationId: "listAlerts",
  tags: [tags.alerts],
  summary: "List what stands in the organisation's way, newest first",
  description:
    "For everyone in the organisation. What is open, or with state=all also what is over; kept for thirteen months. " +
    "Endpoints that asked for alert.raised and alert.resolved are told of the same.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      state: oneOf(["open", "all"]).optional().openapi({ description: "open (the default) or all." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), alerts: z.array(alert), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListAlerts(app: App) {
  app.openapi(route, async (c) => {
    const { state = "open", ...page } = c.req.valid("query");
    return c.json({
      success: true as const,
      ...await listAlerts({ ctx: c.var.ctx, input: { state, ...page } }),
    }, 200);
  });
}
