import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getHealth } from "./get-health.ts";
import { health } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/health",
  operationId: "getHealth",
  tags: [tags.organization],
  summary: "How the organisation stands: calling, lines, HubSpot, webhooks, open alerts",
  description: "For everyone in the organisation. It tells of nobody else.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("How things stand.", z.object({ success: z.literal(true), health })),
    ...errors(),
  },
});

export function registerGetHealth(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, health: await getHealth({ ctx: c.var.ctx }) }, 200);
  });
}
