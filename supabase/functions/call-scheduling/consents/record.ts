import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { newConsent } from "./input-schema.ts";
import { recordConsent } from "./record-consent.ts";
import { consent } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/consents",
  operationId: "recordConsent",
  tags: [tags.consents],
  summary: "Record that a person agreed to be called at a number",
  description:
    "For members and admins. A consent is never changed: it is withdrawn, or a new one is recorded.",
  security,
  middleware: [requireRole("admin", "member"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newConsent) },
  responses: {
    201: json("It is recorded.", z.object({ success: z.literal(true), consent, message: z.string() })),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerRecordConsent(app: App) {
  app.openapi(route, async (c) => {
    const consent = await recordConsent({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, consent, message: "The consent is recorded." }, 201);
  });
}
