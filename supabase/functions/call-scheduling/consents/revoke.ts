import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { revocation } from "./input-schema.ts";
import { revokeConsent } from "./revoke-consent.ts";
import { consent } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/consents/{id}/revoke",
  operationId: "revokeConsent",
  tags: [tags.consents],
  summary: "Record that a person withdrew a consent",
  description:
    "For members and admins. It ends earlier consents to the same purposes too. A call that needs one is not made any more.",
  security,
  middleware: [requireRole("admin", "member"), requireJson(), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader, body: jsonBody(revocation) },
  responses: {
    200: json("It is withdrawn.", z.object({ success: z.literal(true), consent, message: z.string() })),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerRevokeConsent(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const consent = await revokeConsent({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, consent, message: "The consent is withdrawn." }, 200);
  });
}
