import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { erasePerson } from "./erase-person.ts";
import { erasure, erasureOfContact } from "./schema.ts";
import { withContactId } from "./with-contact-id.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/contacts/{contact_id}/erase",
  operationId: "eraseContact",
  tags: [tags.people],
  summary: "Erase a contact",
  description:
    "For admins. What waits is cancelled first; 409 while a call is live. HubSpot and Bolna have records of their " +
    "own; the contact does not come back with the next reading. Repeated, it finds nothing more.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: withContactId, headers: idempotencyHeader, body: jsonBody(erasureOfContact) },
  responses: {
    200: json("It is erased.", z.object({ success: z.literal(true), erasure, message: z.string() })),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerEraseContact(app: App) {
  app.openapi(route, async (c) => {
    const { reason } = c.req.valid("json");
    const key = { contactId: c.req.valid("param").contact_id };
    const erasure = await erasePerson(c.var.ctx, key, reason);
    return c.json({ success: true as const, erasure, message: "The person is erased." }, 200);
  });
}
