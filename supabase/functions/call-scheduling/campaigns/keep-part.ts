import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { id } from "../shared/fields.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { audiencePart } from "./audience-schema.ts";
import { keepAudiencePart } from "./keep-audience-part.ts";

const route = createRoute({
  method: "put",
  path: "/{org_slug}/campaigns/{id}/audience/{upload_id}/parts/{part}",
  operationId: "keepAudiencePart",
  tags: [tags.campaigns],
  summary: "Keep a piece of an audience that is being loaded",
  description:
    "The function asks it of itself, on behalf of the admin whose audience it is: each piece has a request with CPU time of its own. " +
    "The same piece again adds nothing.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: {
    params: withId.extend({
      upload_id: id().openapi({ description: "Of the loading." }),
      part: z.string().regex(/^(0|[1-9]\d{0,4})$/, "must be a whole number").transform(Number)
        .openapi({ type: "integer", minimum: 0, description: "Which piece it is, from 0." }),
    }),
    body: jsonBody(audiencePart),
  },
  responses: {
    200: json("It is kept.", z.object({ success: z.literal(true) })),
    ...errors(400, 403, 409, 415),
  },
});

export function registerKeepAudiencePart(app: App) {
  app.openapi(route, async (c) => {
    const { id: campaignId, upload_id: uploadId, part: number } = c.req.valid("param");
    const input = { campaignId, uploadId, number, part: c.req.valid("json") };
    await keepAudiencePart({ ctx: c.var.ctx, input });
    return c.json({ success: true as const }, 200);
  });
}
