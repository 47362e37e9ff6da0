import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeRule } from "./change-rule.ts";
import { ruleChanges } from "./input-schema.ts";
import { callRule } from "./schema.ts";

/** PUT and PATCH mean the same: only the fields that are sent change. */
export function registerChangeRule(app: App) {
  for (const method of ["put", "patch"] as const) {
    const route = createRoute({
      method,
      path: "/{org_slug}/rules/{id}",
      operationId: `${method}Rule`,
      tags: [tags.rules],
      summary: "Change the fields that are sent",
      description: "For admins. PUT and PATCH mean the same.",
      security,
      middleware: [requireRole("admin"), requireJson()] as const,
      request: { params: withId, body: jsonBody(ruleChanges) },
      responses: {
        200: json(
          "The rule as it is now.",
          z.object({ success: z.literal(true), rule: callRule, message: z.string() }),
        ),
        ...errors(400, 403, 413, 415, 422),
      },
    });
    app.openapi(route, async (c) => {
      const input = { id: c.req.valid("param").id, changes: c.req.valid("json") };
      const rule = await changeRule({ ctx: c.var.ctx, input });
      return c.json({ success: true as const, rule, message: "The rule was changed." }, 200);
    });
  }
}
