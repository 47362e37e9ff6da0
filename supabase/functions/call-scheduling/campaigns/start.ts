import { createRoute } from "../shared/api-app.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { startInput, stepAnswer } from "./life-schema.ts";
import { startCampaign } from "./start-campaign.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns/{id}/start",
  operationId: "startCampaign",
  tags: [tags.campaigns],
  summary: "Start a draft as its dry run showed it",
  description:
    "For admins. 409 dry_run_stale where audience, policy or settings have changed since; 409 confirmation_required where confirm is not the number that it would call.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: jsonBody(startInput) },
  responses: {
    200: stepAnswer,
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerStartCampaign(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const campaign = await startCampaign({ ctx: c.var.ctx, input });
    const message = "The campaign runs: its calls are planned as their turns come.";
    return c.json({ success: true as const, campaign, message }, 200);
  });
}
