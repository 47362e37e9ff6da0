import { createRoute, z } from "@hono/zod-openapi";
import type { App } from "../context.ts";
import { callRule } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { findRule } from "./rule-rows.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/rules/{id}",
  summary: "Read one rule",
  security,
  request: { params: withId },
  responses: {
    200: json("The rule.", z.object({ success: z.literal(true), rule: callRule })),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerGetRule(app: App) {
  app.openapi(route, async (c) => {
    const rule = await findRule(c.get("db"), c.get("orgId"), c.req.valid("param").id);
    return c.json({ success: true as const, rule }, 200);
  });
}
