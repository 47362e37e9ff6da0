import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { contactId, date, oneOf, text } from "../shared/fields.ts";
import { limit, nextCursor } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listContacts } from "./list-contacts.ts";
import { contact, contactProblem } from "./schema.ts";

const cursor = z.string().regex(/^[1-9]\d{0,17}$/, "is not a cursor of this list")
  .openapi({ description: "next_cursor of the page before." });

const route = createRoute({
  method: "get",
  path: "/{org_slug}/contacts",
  operationId: "listContacts",
  tags: [tags.contacts],
  summary: "List the contacts cached from HubSpot, in the order of their numbers there",
  description: "For everyone in the organisation. The numbers are masked for those who are not admins.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      contact_id: contactId().optional().openapi({ description: "Only the contact of this id in HubSpot." }),
      do_not_call: oneOf(["true", "false"]).optional().openapi({
        description: "Only contacts that must not, or may, be called.",
      }),
      problem: contactProblem.optional().openapi({
        description: "Only contacts that this stands in the way of calling.",
      }),
      checkup_until: date().optional().openapi({
        description: "Only contacts whose last check-up was on this day or before.",
      }),
      q: text(200).optional().openapi({
        description:
          "Only contacts whose name has this in it; or, of a whole number in international format, that have it. " +
          "It is not logged here; an address may be logged on its way.",
        example: "asha",
      }),
      limit: limit.optional(),
      cursor: cursor.optional(),
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), contacts: z.array(contact), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListContacts(app: App) {
  app.openapi(route, async (c) => {
    const { do_not_call, ...filters } = c.req.valid("query");
    const flag = do_not_call === undefined ? undefined : do_not_call === "true";
    const page = await listContacts({ ctx: c.var.ctx, input: { ...filters, do_not_call: flag } });
    return c.json({ success: true as const, ...page }, 200);
  });
}
