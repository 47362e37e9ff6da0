import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getPolicy } from "./get-policy.ts";
import { policy } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/policy",
  operationId: "getPolicy",
  tags: [tags.policy],
  summary: "Read the calling policy",
  description: "For everyone in the organisation. What it adds to the law, and what of ours it has loosened.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("The policy.", z.object({ success: z.literal(true), policy })),
    ...errors(),
  },
});

export function registerGetPolicy(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, policy: await getPolicy({ ctx: c.var.ctx }) }, 200);
  });
}
