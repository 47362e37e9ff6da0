import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { contactId } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listConsents } from "./list-consents.ts";
import { consent } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/consents",
  operationId: "listConsents",
  tags: [tags.consents],
  summary: "List the consents, in the order in which they were recorded",
  description: "For everyone in the organisation. The numbers are masked for everybody.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      contact_id: contactId().optional().openapi({ description: "Only those of this contact." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), consents: z.array(consent), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListConsents(app: App) {
  app.openapi(route, async (c) => {
    const page = await listConsents({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
