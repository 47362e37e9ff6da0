import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { campaignProgress, progressOf } from "./campaign-progress.ts";
import { getCampaign } from "./get-campaign.ts";
import { campaign } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns/{id}",
  operationId: "getCampaign",
  tags: [tags.campaigns],
  summary: "Read one campaign and how its contacts stand",
  description: "For everyone in the organisation.",
  security,
  request: { params: withId },
  responses: {
    200: json(
      "The campaign. progress: how far it is; null while it is a draft.",
      z.object({ success: z.literal(true), campaign, progress: campaignProgress.nullable() }),
    ),
    ...errors(400),
  },
});

export function registerGetCampaign(app: App) {
  app.openapi(route, async (c) => {
    const { ctx } = c.var;
    const found = await getCampaign({ ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, campaign: found, progress: progressOf(found, ctx.now()) }, 200);
  });
}
