import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listCampaigns } from "./list-campaigns.ts";
import { campaign, campaignState } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns",
  operationId: "listCampaigns",
  tags: [tags.campaigns],
  summary: "List the campaigns, in the order of their making",
  description: "For everyone in the organisation.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      state: campaignState.optional().openapi({ description: "Only campaigns in this state." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), campaigns: z.array(campaign), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListCampaigns(app: App) {
  app.openapi(route, async (c) => {
    const page = await listCampaigns({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
