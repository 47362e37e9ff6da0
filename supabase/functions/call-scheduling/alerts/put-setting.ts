import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeSetting } from "./change-setting.ts";
import { alertCode, alertSetting } from "./schema.ts";

const withCode = inOrganization.extend({ code: alertCode.openapi({ description: "The alert." }) });

const route = createRoute({
  method: "put",
  path: "/{org_slug}/alerts/settings/{code}",
  operationId: "putAlertSetting",
  tags: [tags.alerts],
  summary: "Set from when on the organisation is told of one thing",
  description: "For admins. Holds from the next look. What is the operator's to set is 404.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: {
    params: withCode,
    body: jsonBody(z.strictObject({
      threshold: z.union([z.number().min(0).max(1_000_000_000).nullable(), z.literal("default")]).openapi({
        description: 'In the code\'s unit; null: never; "default": as the operator has it.',
        example: 600,
      }),
    })),
  },
  responses: {
    200: json("As it is now.", z.object({ success: z.literal(true), setting: alertSetting })),
    ...errors(400, 403, 413, 415),
  },
});

export function registerPutAlertSetting(app: App) {
  app.openapi(route, async (c) => {
    const input = { code: c.req.valid("param").code, threshold: c.req.valid("json").threshold };
    return c.json({ success: true as const, setting: await changeSetting({ ctx: c.var.ctx, input }) }, 200);
  });
}
