import { createRoute, z } from "@hono/zod-openapi";
import { query } from "../../_shared/platform/database.ts";
import type { App, AppDeps } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { rulePreview } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { findRule } from "./rule-rows.ts";

const limit = z.string()
  .regex(/^([1-9]\d{0,2}|[1-4]\d{3}|5000)$/, "must be a whole number from 1 to 5000")
  .transform(Number)
  .openapi({
    type: "integer",
    minimum: 1,
    maximum: 5000,
    default: 1000,
    description: "The longest that each of the two lists may be; the counts are of all contacts.",
  });

export function registerPreviewRule(app: App, deps: AppDeps) {
  const route = createRoute({
    method: "post",
    path: "/{org_slug}/rules/{id}/preview",
    summary: "Say who would be called now and who not, each with the reason; nothing is planned",
    security,
    middleware: [idempotent(deps)] as const,
    request: {
      params: withId,
      headers: idempotencyHeader,
      query: z.strictObject({ limit: limit.optional() }),
    },
    responses: {
      200: json(
        "Every cached contact is in one of the two lists, whether the rule is active or not.",
        rulePreview.extend({ success: z.literal(true) }),
      ),
      ...commonErrors,
      400: errorAnswers[400],
      409: errorAnswers[409],
      422: errorAnswers[422],
    },
  });
  app.openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    // The SQL function knows the caller but not the organisation in the address.
    await findRule(c.get("db"), c.get("orgId"), id);
    const request = c.get("db").rpc("preview_call_rule", {
      p_rule_id: id,
      p_limit: c.req.valid("query").limit ?? 1000,
    });
    return c.json({ success: true as const, ...await query("preview_call_rule", rulePreview, request) }, 200);
  });
}
