import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { delivery } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/webhooks/{id}/test",
  operationId: "testWebhook",
  tags: [tags.webhooks],
  summary: "Tell an endpoint a trial, of type webhook.test",
  description:
    "For admins. What became of it is in the list of its deliveries a moment later. 409 while it is off.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    202: json("It is told next.", z.object({ success: z.literal(true), delivery, message: z.string() })),
    ...errors(400, 403, 409, 422),
  },
});

export function registerTestWebhook(app: App) {
  app.openapi(route, async (c) => {
    const input = { id: c.req.valid("param").id, deliveryId: null };
    const delivery = await replayDelivery({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, delivery, message: "The endpoint is told next." }, 202);
  });
}
