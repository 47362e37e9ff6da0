import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { oneOf } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { delivery } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/webhooks/{id}/deliveries",
  operationId: "listWebhookDeliveries",
  tags: [tags.webhooks],
  summary: "List what was told to an endpoint and what waits to be, newest first",
  description: "For admins. Kept for thirty days; what waits for longer.",
  security,
  middleware: [requireRole("admin")] as const,
  request: {
    params: withId,
    query: z.strictObject({
      state: oneOf(codes.delivery_state).optional().openapi({ description: "Only those in this state." }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), deliveries: z.array(delivery), next_cursor: nextCursor }),
    ),
    ...errors(400, 403),
  },
});

export function registerListDeliveries(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const page = await listDeliveries({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, ...page }, 200);
  });
}
