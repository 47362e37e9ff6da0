import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { findSuppressions } from "./find-suppressions.ts";
import { numberToFind } from "./input-schema.ts";
import { suppression } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/suppressions/find",
  operationId: "findSuppressions",
  tags: [tags.suppressions],
  summary: "Find the entries of one number",
  description: "For everyone in the organisation. The number is sent in the body: addresses are logged.",
  security,
  middleware: [requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(numberToFind) },
  responses: {
    200: json(
      "The entries, at most 200; none is an answer too.",
      z.object({ success: z.literal(true), suppressions: z.array(suppression) }),
    ),
    ...errors(400, 409, 415, 422),
  },
});

export function registerFindSuppressions(app: App) {
  app.openapi(route, async (c) => {
    const suppressions = await findSuppressions({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, suppressions }, 200);
  });
}
