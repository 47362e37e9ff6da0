import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { exportPerson } from "./export-person.ts";
import { exportedPerson } from "./schema.ts";
import { withContactId } from "./with-contact-id.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/contacts/{contact_id}/export",
  operationId: "exportContact",
  tags: [tags.people],
  summary: "Everything that is kept of a contact, in one file",
  description: "For admins. The number is whole in it. That it was asked for stands in the audit trail.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: withContactId },
  responses: {
    200: json("The file.", z.object({ success: z.literal(true), person: exportedPerson })),
    ...errors(400, 403),
  },
});

export function registerExportContact(app: App) {
  app.openapi(route, async (c) => {
    const person = await exportPerson(c.var.ctx, { contactId: c.req.valid("param").contact_id });
    c.header("content-disposition", 'attachment; filename="person.json"');
    return c.json({ success: true as const, person }, 200);
  });
}
