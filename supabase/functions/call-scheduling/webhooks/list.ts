import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import { query } from "../../_shared/platform/database.ts";
import type { App } from "../context.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { webhook } from "./schema.ts";
import { webhookColumns, webhookRow } from "./webhook-rows.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/webhooks",
  operationId: "listWebhooks",
  tags: [tags.webhooks],
  summary: "List the endpoints that are told of events, oldest first",
  description: "For admins. There are twenty at most.",
  security,
  middleware: [requireRole("admin")] as const,
  request: { params: inOrganization },
  responses: {
    200: json("All of them.", z.object({ success: z.literal(true), webhooks: z.array(webhook) })),
    ...errors(403),
  },
});

export function registerListWebhooks(app: App) {
  app.openapi(route, async (c) => {
    const { db, orgId } = c.var.ctx;
    const webhooks = await query(
      "webhooks.list",
      z.array(webhookRow),
      db.from("webhooks").select(webhookColumns).eq("org_id", orgId).order("created_at").order("id"),
    );
    return c.json({ success: true as const, webhooks }, 200);
  });
}
