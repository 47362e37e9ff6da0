import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getRecovery } from "./get-recovery.ts";
import { recovery } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/recovery",
  operationId: "getRecovery",
  tags: [tags.recovery],
  summary: "Read what the latest restore of the database means for the organisation",
  description: "For everyone in the organisation. null: the database was never restored from a backup.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("How it stands.", z.object({ success: z.literal(true), recovery: recovery.nullable() })),
    ...errors(),
  },
});

export function registerGetRecovery(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, recovery: await getRecovery({ ctx: c.var.ctx }) }, 200);
  });
}
