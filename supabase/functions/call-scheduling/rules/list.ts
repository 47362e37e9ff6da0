import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listRules } from "./list-rules.ts";
import { callRule } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/rules",
  operationId: "listRules",
  tags: [tags.rules],
  summary: "List the rules that plan calls, in the order of their making",
  description: "For everyone in the organisation.",
  security,
  request: { params: inOrganization, query: z.strictObject(paging) },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), rules: z.array(callRule), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListRules(app: App) {
  app.openapi(route, async (c) => {
    const page = await listRules({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
