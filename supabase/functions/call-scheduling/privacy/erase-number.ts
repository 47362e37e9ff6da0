import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { erasePerson } from "./erase-person.ts";
import { keyOfPerson } from "./key-of-person.ts";
import { erasure, erasureOfNumber } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/people/erase",
  operationId: "erasePerson",
  tags: [tags.people],
  summary: "Erase whoever has a number",
  description:
    "For admins: as with a contact, of people who are none too. Every contact with the number is erased.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(erasureOfNumber) },
  responses: {
    200: json("It is erased.", z.object({ success: z.literal(true), erasure, message: z.string() })),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerEraseNumber(app: App) {
  app.openapi(route, async (c) => {
    const { reason, ...number } = c.req.valid("json");
    const erasure = await erasePerson(c.var.ctx, await keyOfPerson(c.var.ctx, number), reason);
    return c.json({ success: true as const, erasure, message: "The person is erased." }, 200);
  });
}
