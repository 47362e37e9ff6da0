import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { id } from "../shared/fields.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { delivery } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/webhooks/{id}/deliveries/{delivery_id}/replay",
  operationId: "replayWebhookDelivery",
  tags: [tags.webhooks],
  summary: "Tell an endpoint once more what it was told, or what was given up",
  description:
    "For admins. It has the same webhook-id, so that a receiver that has it takes no notice. 409 while it still waits.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: {
    params: withId.extend({ delivery_id: id().openapi({ description: "The delivery's id." }) }),
    headers: idempotencyHeader,
  },
  responses: {
    202: json("It is told next.", z.object({ success: z.literal(true), delivery, message: z.string() })),
    ...errors(400, 403, 409, 422),
  },
});

export function registerReplayDelivery(app: App) {
  app.openapi(route, async (c) => {
    const { id, delivery_id: deliveryId } = c.req.valid("param");
    const delivery = await replayDelivery({ ctx: c.var.ctx, input: { id, deliveryId } });
    return c.json({ success: true as const, delivery, message: "The endpoint is told next." }, 202);
  });
}
