import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { exportPerson } from "./export-person.ts";
import { keyOfPerson } from "./key-of-person.ts";
import { exportedPerson, numberOfPerson } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/people/export",
  operationId: "exportPerson",
  tags: [tags.people],
  summary: "Everything that is kept of a number, in one file",
  description:
    "For admins: of people who are no contacts too. The number is sent in the body: addresses are logged.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(numberOfPerson) },
  responses: {
    200: json(
      "The file; empty where nothing is kept.",
      z.object({ success: z.literal(true), person: exportedPerson }),
    ),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerExportNumber(app: App) {
  app.openapi(route, async (c) => {
    const person = await exportPerson(c.var.ctx, await keyOfPerson(c.var.ctx, c.req.valid("json")));
    c.header("content-disposition", 'attachment; filename="person.json"');
    return c.json({ success: true as const, person }, 200);
  });
}
