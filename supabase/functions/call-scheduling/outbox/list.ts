import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listEntries } from "./list-entries.ts";
import { outboxEntry, outboxState } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/integrations/hubspot/outbox",
  operationId: "listHubspotOutboxEntries",
  tags: [tags.hubspot],
  summary: "List the calls that are written back to HubSpot, oldest first; state=dead: those that it refused",
  description: "For admins. An entry is one call that HubSpot has, or is still to get.",
  security,
  middleware: [requireRole("admin")] as const,
  request: {
    params: inOrganization,
    query: z.strictObject({
      state: outboxState.optional().openapi({ description: "Only entries in this state." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), entries: z.array(outboxEntry), next_cursor: nextCursor }),
    ),
    ...errors(400, 403),
  },
});

export function registerListEntries(app: App) {
  app.openapi(route, async (c) => {
    const page = await listEntries({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
