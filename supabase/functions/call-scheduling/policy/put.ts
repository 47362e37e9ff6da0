import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { putPolicy } from "./put-policy.ts";
import { newPolicy, policy } from "./schema.ts";

const route = createRoute({
  method: "put",
  path: "/{org_slug}/policy",
  operationId: "putPolicy",
  tags: [tags.policy],
  summary: "Replace the calling policy as a whole",
  description:
    "For admins. It holds from the next claim, also for what is booked already. It can tighten the law freely, and loosen only rules that are no law.",
  security,
  middleware: [requireRole("admin"), requireJson()] as const,
  request: { params: inOrganization, body: jsonBody(newPolicy) },
  responses: {
    200: json(
      "The policy as it is now.",
      z.object({ success: z.literal(true), policy, message: z.string() }),
    ),
    ...errors(400, 403, 415, 422),
  },
});

export function registerPutPolicy(app: App) {
  app.openapi(route, async (c) => {
    const replaced = await putPolicy({ ctx: c.var.ctx, input: c.req.valid("json") });
    const message = "The policy holds from now on, also for what is booked.";
    return c.json({ success: true as const, policy: replaced, message }, 200);
  });
}
