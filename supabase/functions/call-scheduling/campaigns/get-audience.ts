import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { commonErrors, errorAnswers } from "../shared/errors.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { audienceProgress } from "./audience-schema.ts";
import { readAudienceProgress } from "./read-audience-progress.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns/{id}/audience",
  operationId: "getAudience",
  tags: [tags.campaigns],
  summary: "Say how far the loading of an audience is, or what the last one came to",
  description: "For everyone in the organisation.",
  security,
  request: { params: withId },
  responses: {
    200: json(
      "The last loading; null: there was none, or it left nothing.",
      z.object({ success: z.literal(true), audience: audienceProgress.nullable() }),
    ),
    ...commonErrors,
    400: errorAnswers[400],
  },
});

export function registerGetAudience(app: App) {
  app.openapi(route, async (c) => {
    const audience = await readAudienceProgress({ ctx: c.var.ctx, input: c.req.valid("param") });
    return c.json({ success: true as const, audience }, 200);
  });
}
