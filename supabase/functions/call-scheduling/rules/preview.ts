import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { previewRule } from "./preview-rule.ts";
import { rulePreview } from "./schema.ts";

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

const route = createRoute({
  method: "post",
  path: "/{org_slug}/rules/{id}/preview",
  operationId: "previewRule",
  tags: [tags.rules],
  summary: "Say who would be called now and who not, each with the reason; nothing is planned",
  description:
    "For everyone in the organisation. It goes by the cached contacts and by the rule as it is stored.",
  security,
  middleware: [idempotent()] as const,
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
    ...errors(400, 409, 422),
  },
});

export function registerPreviewRule(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json({ success: true as const, ...await previewRule({ ctx: c.var.ctx, input }) }, 200);
  });
}
