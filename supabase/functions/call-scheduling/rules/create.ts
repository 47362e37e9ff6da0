import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { createRule } from "./create-rule.ts";
import { newRule } from "./input-schema.ts";
import { callRule } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/rules",
  operationId: "createRule",
  tags: [tags.rules],
  summary: "Make a rule that plans calls by itself",
  description: "For admins. What a rule needs beyond its common fields goes by its rule_type.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newRule) },
  responses: {
    201: json(
      "The rule was made.",
      z.object({ success: z.literal(true), rule: callRule, message: z.string() }),
    ),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerCreateRule(app: App) {
  app.openapi(route, async (c) => {
    const rule = await createRule({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message = rule.is_active
      ? "The rule is made. It plans calls after each reading of HubSpot's contacts, and on each new day."
      : "The rule is made. It plans no calls until it is active.";
    return c.json({ success: true as const, rule, message }, 201);
  });
}
