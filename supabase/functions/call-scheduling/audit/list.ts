import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { fault } from "../shared/fault.ts";
import { id, inOrder, text, timestamp } from "../shared/fields.ts";
import { limit, nextCursor } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { decodeAuditCursor } from "./cursor.ts";
import { listAudit } from "./list-audit.ts";
import { auditEntry } from "./schema.ts";

const cursor = z.string().max(100).transform((value, context) => {
  const decoded = decodeAuditCursor(value);
  if (decoded) return decoded;
  context.addIssue({ code: "custom", ...fault("bad_form", "is not a cursor of this list") });
  return z.NEVER;
}).openapi({ type: "string", description: "next_cursor of the page before." });

const route = createRoute({
  method: "get",
  path: "/{org_slug}/audit",
  operationId: "listAudit",
  tags: [tags.audit],
  summary: "List who changed what, newest first",
  description: "For admins. Every change has its row, which nobody can change. No number or name is in it.",
  security,
  middleware: [requireRole("admin")] as const,
  request: {
    params: inOrganization,
    query: z.strictObject({
      table: text(100).optional().openapi({ description: "Only changes of this table.", example: "agents" }),
      row_id: text(200).optional().openapi({ description: "Only changes of this row." }),
      actor_id: id().optional().openapi({ description: "Only what this user changed." }),
      from: timestamp().optional().openapi({ description: "From this time on." }),
      to: timestamp().optional().openapi({ description: "Before this time." }),
      limit: limit.optional(),
      cursor: cursor.optional(),
    }).refine(...inOrder),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), entries: z.array(auditEntry), next_cursor: nextCursor }),
    ),
    ...errors(400, 403),
  },
});

export function registerListAudit(app: App) {
  app.openapi(route, async (c) => {
    const page = await listAudit({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
