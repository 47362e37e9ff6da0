import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeCampaign } from "./change-campaign.ts";
import { campaignChanges } from "./input-schema.ts";
import { campaign } from "./schema.ts";

const route = createRoute({
  method: "patch",
  path: "/{org_slug}/campaigns/{id}",
  operationId: "changeCampaign",
  tags: [tags.campaigns],
  summary: "Change the fields that are sent of a campaign",
  description: "For admins, until it is over. While it runs, nothing that was dialled already is touched.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: { params: withId, body: jsonBody(campaignChanges) },
  responses: {
    200: json(
      "The campaign as it is now.",
      z.object({ success: z.literal(true), campaign, message: z.string() }),
    ),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerChangeCampaign(app: App) {
  app.openapi(route, async (c) => {
    const input = { id: c.req.valid("param").id, changes: c.req.valid("json") };
    const changed = await changeCampaign({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, campaign: changed, message: "The campaign was changed." }, 200);
  });
}
