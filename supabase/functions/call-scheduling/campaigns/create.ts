import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { createCampaign } from "./create-campaign.ts";
import { newCampaign } from "./input-schema.ts";
import { campaign } from "./schema.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/campaigns",
  operationId: "createCampaign",
  tags: [tags.campaigns],
  summary: "Make a campaign, as a draft without an audience",
  description: "For admins. Nobody is called before it is started.",
  security,
  middleware: [requireRole("admin"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(newCampaign) },
  responses: {
    201: json("The draft.", z.object({ success: z.literal(true), campaign, message: z.string() })),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerCreateCampaign(app: App) {
  app.openapi(route, async (c) => {
    const made = await createCampaign({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message = "The campaign is a draft. Give it an audience, look at a dry run, then start it.";
    return c.json({ success: true as const, campaign: made, message }, 201);
  });
}
