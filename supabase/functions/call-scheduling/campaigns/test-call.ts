import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { decision } from "../policy/decision-schema.ts";
import { callSchedule } from "../schedules/schema.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { testCallCampaign } from "./test-call-campaign.ts";
import { testCallInput } from "./test-call-schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns/{id}/test-call",
  operationId: "testCallCampaign",
  tags: [tags.campaigns],
  summary: "Call one number of your own as the campaign would call",
  description:
    "For admins, until it is over. Books a call for now with the campaign's agent, purpose, topic and language and the name of one of its " +
    "contacts. The calling policy is asked as of any booking: decision says whether it leaves at once. The campaign does not count it.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: jsonBody(testCallInput) },
  responses: {
    201: json(
      "The call is booked.",
      z.object({ success: z.literal(true), schedule: callSchedule, decision, message: z.string() }),
    ),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerTestCallCampaign(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const booked = await testCallCampaign({ ctx: c.var.ctx, input });
    const message = booked.schedule.not_before === null
      ? "The phone rings within seconds."
      : `The test call waits: ${booked.decision.sentence}`;
    return c.json({ success: true as const, ...booked, message }, 201);
  });
}
