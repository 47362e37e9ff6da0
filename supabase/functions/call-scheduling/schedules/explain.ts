import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { decision } from "../policy/decision-schema.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { explainSchedule } from "./explain-schedule.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/call-schedules/{id}/explain",
  operationId: "explainCallSchedule",
  tags: [tags.callSchedules],
  summary: "Why a call was or was not made",
  description:
    "For everyone in the organisation. What was really decided, oldest first, and one judgement of this moment beside it.",
  security,
  request: { params: withId },
  responses: {
    200: json(
      "The decisions.",
      z.object({ success: z.literal(true), now: decision, decisions: z.array(decision) }),
    ),
    ...errors(400),
  },
});

export function registerExplainSchedule(app: App) {
  app.openapi(route, async (c) => {
    const explained = await explainSchedule({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, ...explained }, 200);
  });
}
