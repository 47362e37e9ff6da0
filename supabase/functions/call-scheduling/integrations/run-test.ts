import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { check } from "./schema.ts";
import { testIntegration } from "./test-integration.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/integrations/hubspot/test",
  operationId: "testHubspotIntegration",
  tags: [tags.hubspot],
  summary:
    "Ask HubSpot whether the token and the properties can do what they are set for; nothing is changed there",
  description: "For admins. Each check says in a sentence what works, or what is to be done about it.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader },
  responses: {
    200: json(
      "ok: false when anything does not work, also when HubSpot refuses or does not answer.",
      z.object({ success: z.literal(true), ok: z.boolean(), checks: z.array(check), message: z.string() }),
    ),
    ...errors(400, 403, 409, 422),
  },
});

export function registerTestIntegration(app: App) {
  app.openapi(route, async (c) => {
    const { ok, checks } = await testIntegration({ ctx: c.var.ctx });
    const failed = checks.find((one) => !one.ok);
    const message = failed?.says ?? "The connection to HubSpot works.";
    return c.json({ success: true as const, ok, checks, message }, 200);
  });
}
