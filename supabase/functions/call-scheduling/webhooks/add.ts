import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { addWebhook } from "./add-webhook.ts";
import { newWebhook } from "./input-schema.ts";
import { secret, webhook } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/webhooks",
  operationId: "addWebhook",
  tags: [tags.webhooks],
  summary: "Have an endpoint told of events as they happen",
  description:
    "For admins. What is told is signed by Standard Webhooks, at least once, and in order for each call. The secret is in this answer and in no other.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newWebhook) },
  responses: {
    201: json(
      "It is told from now on.",
      z.object({ success: z.literal(true), webhook, secret, message: z.string() }),
    ),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerAddWebhook(app: App) {
  app.openapi(route, async (c) => {
    const added = await addWebhook({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message = "Keep the secret now: it is not shown again.";
    return c.json({ success: true as const, ...added, message }, 201);
  });
}
