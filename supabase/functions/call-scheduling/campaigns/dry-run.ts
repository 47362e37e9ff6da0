import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { dryRun } from "./dry-run-schema.ts";
import { runDryRun } from "./run-dry-run.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns/{id}/dry-run",
  operationId: "dryRunCampaign",
  tags: [tags.campaigns],
  summary: "Say whom a campaign would call, when, and whom not",
  description:
    "For admins, until it is over. Calls nobody. The start of the campaign names its id. 422 window_too_small where not everybody can be " +
    "called once before ends_at: details.smallest says the smallest window that would do.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: { params: withId, headers: idempotencyHeader },
  responses: {
    200: json("What was found.", z.object({ success: z.literal(true), dry_run: dryRun })),
    ...errors(400, 403, 409, 422),
  },
});

export function registerDryRunCampaign(app: App) {
  app.openapi(route, async (c) => {
    const said = await runDryRun({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, dry_run: said }, 200);
  });
}
