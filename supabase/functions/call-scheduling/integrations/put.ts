import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { putIntegration } from "./put-integration.ts";
import { connectionChanges, integration } from "./schema.ts";

const route = createRoute({
  method: "put",
  path: "/{org_slug}/integrations/hubspot",
  operationId: "putHubspotIntegration",
  tags: [tags.hubspot],
  summary:
    "Connect the organisation to HubSpot, or change the fields that are sent; everything is read anew then",
  description:
    "For admins. Without a token the deployment's own is used, where it has one and this is its only organisation.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: { params: inOrganization, body: jsonBody(connectionChanges) },
  responses: {
    200: json(
      "The connection as it is now.",
      z.object({ success: z.literal(true), integration, message: z.string() }),
    ),
    ...errors(400, 403, 413, 415, 422),
  },
});

export function registerPutIntegration(app: App) {
  app.openapi(route, async (c) => {
    const integration = await putIntegration({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message =
      "HubSpot is connected. Its contacts are read next; a test tells at once whether the token can do it.";
    return c.json({ success: true as const, integration, message }, 200);
  });
}
