import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { deleteRule } from "./delete-rule.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/rules/{id}",
  operationId: "deleteRule",
  tags: [tags.rules],
  summary: "Delete a rule, and cancel the calls that it planned and that wait",
  description: "For admins. Calls that were dialled already stay as they are.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: withId },
  responses: {
    200: json("It is deleted.", z.object({ success: z.literal(true), message: z.string() })),
    ...errors(400, 403),
  },
});

export function registerDeleteRule(app: App) {
  app.openapi(route, async (c) => {
    await deleteRule({ ctx: c.var.ctx, input: c.req.valid("param") });
    const message = "The rule is deleted, and the calls that it planned and that still waited are cancelled.";
    return c.json({ success: true as const, message }, 200);
  });
}
