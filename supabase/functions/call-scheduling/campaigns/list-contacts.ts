import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { limit, nextCursor } from "../shared/paging.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { campaignContact, campaignContactState } from "./contacts-schema.ts";
import { listCampaignContacts } from "./list-campaign-contacts.ts";

const cursor = z.string().regex(/^[1-9]\d{0,8}$/, "is not a cursor of this list").transform(Number)
  .openapi({ type: "string", description: "next_cursor of the page before." });

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns/{id}/contacts",
  operationId: "listCampaignContacts",
  tags: [tags.campaigns],
  summary: "List whom a campaign calls, in their order, each with what was last decided of its call",
  description: "For everyone in the organisation. Numbers are masked.",
  security,
  request: {
    params: withId,
    query: z.strictObject({
      state: campaignContactState.optional().openapi({ description: "Only contacts that stand there." }),
      limit: limit.optional(),
      cursor: cursor.optional(),
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), contacts: z.array(campaignContact), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListCampaignContacts(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json({ success: true as const, ...await listCampaignContacts({ ctx: c.var.ctx, input }) }, 200);
  });
}
