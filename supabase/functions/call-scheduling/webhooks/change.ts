import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeWebhook } from "./change-webhook.ts";
import { webhookChanges } from "./input-schema.ts";
import { secret, webhook } from "./schema.ts";

const route = createRoute({
  method: "patch",
  path: "/{org_slug}/webhooks/{id}",
  operationId: "changeWebhook",
  tags: [tags.webhooks],
  summary: "Change an endpoint, switch it on or off, or give it a new secret",
  description:
    "For admins. Switched on again it is told what waited for it, if that is not older than three days.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: { params: withId, body: jsonBody(webhookChanges) },
  responses: {
    200: json(
      "The endpoint as it is now, and its new secret where one was asked for.",
      z.object({ success: z.literal(true), webhook, secret: secret.optional(), message: z.string() }),
    ),
    ...errors(400, 403, 415, 422),
  },
});

export function registerChangeWebhook(app: App) {
  app.openapi(route, async (c) => {
    const input = { id: c.req.valid("param").id, changes: c.req.valid("json") };
    const changed = await changeWebhook({ ctx: c.var.ctx, input });
    const message = changed.secret === undefined
      ? "The endpoint was changed."
      : "Keep the secret now: it is not shown again. The old one signs beside it for a day.";
    return c.json({ success: true as const, ...changed, message }, 200);
  });
}
