import { createRoute } from "../shared/api-app.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { reasonInput, stepAnswer } from "./life-schema.ts";
import { pauseCampaign } from "./pause-campaign.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns/{id}/pause",
  operationId: "pauseCampaign",
  tags: [tags.campaigns],
  summary: "Pause a campaign, from the next claim on",
  description: "For admins. Calls that are under way are finished.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: jsonBody(reasonInput) },
  responses: {
    200: stepAnswer,
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerPauseCampaign(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const campaign = await pauseCampaign({ ctx: c.var.ctx, input });
    const message = "The campaign is paused. Calls that are under way are finished.";
    return c.json({ success: true as const, campaign, message }, 200);
  });
}
