import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { readSettings } from "./read-settings.ts";
import { alertSetting } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/alerts/settings",
  operationId: "listAlertSettings",
  tags: [tags.alerts],
  summary: "List of what the organisation is told, and from when on",
  description: "For everyone in the organisation.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("All of them.", z.object({ success: z.literal(true), settings: z.array(alertSetting) })),
    ...errors(),
  },
});

export function registerListAlertSettings(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, settings: await readSettings({ ctx: c.var.ctx }) }, 200);
  });
}
