import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { parseTimestamp } from "../../_shared/platform/timestamps.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { fault } from "../shared/fault.ts";
import { inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeSetting } from "./change-setting.ts";
import { alertCode, alertSetting } from "./schema.ts";

const ifMatch = z.object({
  "if-match": z.string().max(100).transform((value, context) => {
    const tag = value.trim().replace(/^(?:W\/)?"(.*)"$/, "$1");
    if (tag === "*") return undefined;
    const seen = tag === "default" ? tag : parseTimestamp(tag)?.text;
    if (seen === undefined) {
      context.addIssue({
        code: "custom",
        ...fault("bad_form", "must be the updated_at that was read, or default"),
      });
    }
    return seen;
  }).optional().openapi({
    type: "string",
    description:
      'What was read: "<updated_at>", or "default" while the operator\'s holds. 412 changed_meanwhile where it has changed since.',
  }),
});

const withCode = inOrganization.extend({ code: alertCode.openapi({ description: "The alert." }) });

const route = createRoute({
  method: "put",
  path: "/{org_slug}/alerts/settings/{code}",
  operationId: "putAlertSetting",
  tags: [tags.alerts],
  summary: "Set from when on the organisation is told of one thing",
  description:
    "For admins. Holds from the next look. What is the operator's to set is 404, and a value that the unit does not have 422. " +
    "With If-Match nobody's change is overwritten unseen.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: {
    params: withCode,
    headers: ifMatch,
    body: jsonBody(z.strictObject({
      threshold: z.union(
        [
          z.number().min(0, "must be 0 or more").max(1_000_000_000, "must be 1000000000 or less").nullable(),
          z.literal("default"),
        ],
        'must be a number, null or "default"',
      ).openapi({
        description: 'In the code\'s unit; null: never; "default": as the operator has it.',
        example: 600,
      }),
    })),
  },
  responses: {
    200: json("As it is now.", z.object({ success: z.literal(true), setting: alertSetting })),
    ...errors(400, 403, 412, 413, 415, 422),
  },
});

export function registerPutAlertSetting(app: App) {
  app.openapi(route, async (c) => {
    const { "if-match": seen } = c.req.valid("header");
    const input = { code: c.req.valid("param").code, threshold: c.req.valid("json").threshold, seen };
    return c.json({ success: true as const, setting: await changeSetting({ ctx: c.var.ctx, input }) }, 200);
  });
}
