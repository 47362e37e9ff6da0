import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getRule } from "./get-rule.ts";
import { callRule } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/rules/{id}",
  operationId: "getRule",
  tags: [tags.rules],
  summary: "Read one rule",
  description: "For everyone in the organisation.",
  security,
  request: { params: withId },
  responses: {
    200: json("The rule.", z.object({ success: z.literal(true), rule: callRule })),
    ...errors(400),
  },
});

export function registerGetRule(app: App) {
  app.openapi(route, async (c) => {
    const rule = await getRule({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, rule }, 200);
  });
}
