import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { removal } from "./input-schema.ts";
import { removeSuppression } from "./remove-suppression.ts";
import { suppression } from "./schema.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/suppressions/{id}",
  operationId: "removeSuppression",
  tags: [tags.suppressions],
  summary: "Lift an entry of the do-not-call list that was made in error",
  description:
    "For admins, who say why. The entry stays in the records. Calls that it cancelled do not come back.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: { params: withId, body: jsonBody(removal) },
  responses: {
    200: json("It is lifted.", z.object({ success: z.literal(true), suppression, message: z.string() })),
    ...errors(400, 403, 415),
  },
});

export function registerRemoveSuppression(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const suppression = await removeSuppression({ ctx: c.var.ctx, input });
    return c.json({ success: true as const, suppression, message: "The entry is lifted." }, 200);
  });
}
