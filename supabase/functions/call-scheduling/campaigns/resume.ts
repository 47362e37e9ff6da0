import { createRoute } from "../shared/api-app.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { stepAnswer } from "./life-schema.ts";
import { resumeCampaign } from "./resume-campaign.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns/{id}/resume",
  operationId: "resumeCampaign",
  tags: [tags.campaigns],
  summary: "Let a paused campaign go on",
  description: "For admins, whoever or whatever paused it.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: stepAnswer,
    ...errors(400, 403, 409, 422),
  },
});

export function registerResumeCampaign(app: App) {
  app.openapi(route, async (c) => {
    const input = c.req.valid("param");
    const campaign = await resumeCampaign({ ctx: c.var.ctx, input });
    const message = "The campaign goes on: the turns of those who wait are planned anew.";
    return c.json({ success: true as const, campaign, message }, 200);
  });
}
