import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { deleteCampaign } from "./delete-campaign.ts";

const route = createRoute({
  method: "delete",
  path: "/{org_slug}/campaigns/{id}",
  operationId: "deleteCampaign",
  tags: [tags.campaigns],
  summary: "Delete a draft, or a campaign that is over",
  description: "For admins. Calls that were made stay, as do the audit rows.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: withId },
  responses: {
    200: json("It is deleted.", z.object({ success: z.literal(true), message: z.string() })),
    ...errors(400, 403, 409),
  },
});

export function registerDeleteCampaign(app: App) {
  app.openapi(route, async (c) => {
    await deleteCampaign({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, message: "The campaign is deleted." }, 200);
  });
}
