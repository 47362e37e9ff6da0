import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { deleteIntegration } from "./delete-integration.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/integrations/hubspot",
  operationId: "deleteHubspotIntegration",
  tags: [tags.hubspot],
  summary: "Disconnect from HubSpot: erase the token and the cached contacts, withdraw what rules planned",
  description: "For admins. 409 while the organisation is not connected to HubSpot.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: inOrganization },
  responses: {
    200: json("It is disconnected.", z.object({ success: z.literal(true), message: z.string() })),
    ...errors(403, 409),
  },
});

export function registerDeleteIntegration(app: App) {
  app.openapi(route, async (c) => {
    await deleteIntegration({ ctx: c.var.ctx });
    const message =
      "HubSpot is disconnected: the token and the cached contacts are erased, and calls that rules planned are withdrawn.";
    return c.json({ success: true as const, message }, 200);
  });
}
