import { createRoute, z } from "@hono/zod-openapi";
import type { App } from "../context.ts";
import { callRule } from "./schema.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { listRules } from "./rule-rows.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/rules",
  summary: "List the rules that plan calls, in the order of their making",
  security,
  request: { params: inOrganization, query: z.strictObject(paging) },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), rules: z.array(callRule), next_cursor: nextCursor }),
    ),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerListRules(app: App) {
  app.openapi(route, async (c) => {
    const { limit = 50, cursor } = c.req.valid("query");
    const { rows, nextCursor } = await listRules(c.get("db"), c.get("orgId"), { limit, cursor });
    return c.json({ success: true as const, rules: rows, next_cursor: nextCursor }, 200);
  });
}
