import { createRoute, z } from "@hono/zod-openapi";
import type { App, AppDeps } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { outboxEntry } from "../integrations/schema.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { resendEntry } from "./resend-entry.ts";

export function registerResendEntry(app: App, deps: AppDeps) {
  const route = createRoute({
    method: "post",
    path: "/{org_slug}/integrations/hubspot/outbox/{id}/resend",
    summary: "Have an entry that HubSpot refused sent again; what HubSpot has of it is not written twice",
    security,
    middleware: [requireRole("admin"), idempotent(deps)] as const,
    request: { params: withId, headers: idempotencyHeader },
    responses: {
      200: json(
        "It is sent next.",
        z.object({ success: z.literal(true), entry: outboxEntry, message: z.string() }),
      ),
      ...commonErrors,
      400: errorAnswers[400],
      403: errorAnswers[403],
      409: errorAnswers[409],
      422: errorAnswers[422],
    },
  });
  app.openapi(route, async (c) => {
    const entry = await resendEntry(c, deps, c.req.valid("param").id);
    return c.json({ success: true as const, entry, message: "The call is written to HubSpot next." }, 200);
  });
}
