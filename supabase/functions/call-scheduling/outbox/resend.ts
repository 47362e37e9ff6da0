import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { resendEntry } from "./resend-entry.ts";
import { outboxEntry } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/integrations/hubspot/outbox/{id}/resend",
  operationId: "resendHubspotOutboxEntry",
  tags: [tags.hubspot],
  summary: "Have an entry that HubSpot refused sent again; what HubSpot has of it is not written twice",
  description: "For admins, once the reason of the refusal is gone. 409 unless the entry is dead.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: json(
      "It is sent next.",
      z.object({ success: z.literal(true), entry: outboxEntry, message: z.string() }),
    ),
    ...errors(400, 403, 409, 422),
  },
});

export function registerResendEntry(app: App) {
  app.openapi(route, async (c) => {
    const entry = await resendEntry({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, entry, message: "The call is written to HubSpot next." }, 200);
  });
}
