import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getIntegration } from "./get-integration.ts";
import { integration } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/integrations/hubspot",
  operationId: "getHubspotIntegration",
  tags: [tags.hubspot],
  summary: "Read the connection to HubSpot; the token is in no answer",
  description: "For admins. Also tells of the last reading of the contacts.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: inOrganization },
  responses: {
    200: json(
      "The connection, or, with connected: false, what connecting would begin with.",
      z.object({ success: z.literal(true), integration }),
    ),
    ...errors(403),
  },
});

export function registerGetIntegration(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, integration: await getIntegration({ ctx: c.var.ctx }) }, 200);
  });
}
