import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { addSuppression } from "./add-suppression.ts";
import { newSuppression } from "./input-schema.ts";
import { suppression } from "./schema.ts";

const answer = z.object({ success: z.literal(true), suppression, message: z.string() });

const route = createRoute({
  method: "post",
  path: "/{org_slug}/suppressions",
  operationId: "addSuppression",
  tags: [tags.suppressions],
  summary: "Put a number on the organisation's do-not-call list",
  description: "For members and admins. The calls that wait for the number are cancelled at once.",
  security,
  middleware: [requireRole("admin", "member"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newSuppression) },
  responses: {
    200: json("What is on the list already holds as much.", answer),
    201: json("The number is on the list.", answer),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerAddSuppression(app: App) {
  app.openapi(route, async (c) => {
    const { suppression, isNew } = await addSuppression({ ctx: c.var.ctx, input: c.req.valid("json") });
    if (isNew) {
      const message = "The number is on the list; the calls that waited for it are cancelled.";
      return c.json({ success: true as const, suppression, message }, 201);
    }
    return c.json(
      { success: true as const, suppression, message: "The number was on the list already." },
      200,
    );
  });
}
