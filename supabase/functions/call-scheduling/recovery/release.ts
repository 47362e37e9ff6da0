import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { releaseRecovery } from "./release-recovery.ts";
import { release } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/recovery/release",
  operationId: "releaseRecovery",
  tags: [tags.recovery],
  summary: "Say what becomes of the calls that wait since the database was restored",
  description: "For admins. 409 while the operator has not let calling go on, and where nothing waits.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(release) },
  responses: {
    200: json(
      "Done.",
      z.object({
        success: z.literal(true),
        calls: z.int().openapi({ description: "Calls that go out now, as the calling policy lets them." }),
        cancelled: z.int(),
        message: z.string(),
      }),
    ),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerReleaseRecovery(app: App) {
  app.openapi(route, async (c) => {
    const released = await releaseRecovery({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, ...released, message: "Nothing waits any more." }, 200);
  });
}
