import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { historyEntry } from "./history-schema.ts";
import { tellHistory } from "./tell-history.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/{id}/history",
  operationId: "getCallHistory",
  tags: [tags.callSchedules],
  summary: "Who did what to a call, and when",
  description:
    "For everyone in the organisation. Oldest first, at most the latest 500 changes; no number is in it.",
  security,
  request: { params: withId },
  responses: {
    200: json("The history.", z.object({ success: z.literal(true), history: z.array(historyEntry) })),
    ...errors(400),
  },
});

export function registerGetCallHistory(app: App) {
  app.openapi(route, async (c) => {
    const history = await tellHistory({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, history }, 200);
  });
}
