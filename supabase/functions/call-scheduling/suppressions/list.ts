import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { flag, oneOf } from "../shared/fields.ts";
import { nextCursor, paging } from "../shared/paging.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listSuppressions } from "./list-suppressions.ts";
import { suppression } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/suppressions",
  operationId: "listSuppressions",
  tags: [tags.suppressions],
  summary:
    "List the numbers that the organisation does not call, in the order in which they came on its list",
  description: "For everyone in the organisation. The numbers are masked for everybody.",
  security,
  request: {
    params: inOrganization,
    query: z.strictObject({
      scope: oneOf(codes.suppression_scope).optional().openapi({
        description: "Only entries of this scope.",
      }),
      source: oneOf(codes.suppression_source).optional().openapi({
        description: "Only entries that came this way.",
      }),
      needs_review: flag().optional().openapi({ description: "Only those that a person should look at." }),
      removed: flag().optional().openapi({
        description: "true: those that were lifted, not those that hold.",
      }),
      ...paging,
    }),
  },
  responses: {
    200: json(
      "One page.",
      z.object({ success: z.literal(true), suppressions: z.array(suppression), next_cursor: nextCursor }),
    ),
    ...errors(400),
  },
});

export function registerListSuppressions(app: App) {
  app.openapi(route, async (c) => {
    const page = await listSuppressions({ ctx: c.var.ctx, input: c.req.valid("query") });
    return c.json({ success: true as const, ...page }, 200);
  });
}
