import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { findConsents } from "./find-consents.ts";
import { consentNumber } from "./input-schema.ts";
import { consent } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/consents/find",
  operationId: "findConsents",
  tags: [tags.consents],
  summary: "Find the consents of one number",
  description: "For everyone in the organisation. The number is sent in the body: addresses are logged.",
  security,
  middleware: [requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(consentNumber) },
  responses: {
    200: json(
      "The consents, at most 200; none is an answer too.",
      z.object({ success: z.literal(true), consents: z.array(consent) }),
    ),
    ...errors(400, 409, 415, 422),
  },
});

export function registerFindConsents(app: App) {
  app.openapi(route, async (c) => {
    const consents = await findConsents({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, consents }, 200);
  });
}
