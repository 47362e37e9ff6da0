import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { removeWebhook } from "./remove-webhook.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/webhooks/{id}",
  operationId: "removeWebhook",
  tags: [tags.webhooks],
  summary: "Remove an endpoint with all that waits for it",
  description: "For admins.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: withId },
  responses: {
    200: json("It is gone.", z.object({ success: z.literal(true), message: z.string() })),
    ...errors(400, 403),
  },
});

export function registerRemoveWebhook(app: App) {
  app.openapi(route, async (c) => {
    await removeWebhook({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, message: "The endpoint was removed." }, 200);
  });
}
