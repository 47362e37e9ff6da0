import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listAgents } from "./list-agents.ts";
import { agent } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/agents",
  operationId: "listAgents",
  tags: [tags.agents],
  summary: "List the agents",
  description: "For everyone in the organisation.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("All of them.", z.object({ success: z.literal(true), agents: z.array(agent) })),
    ...errors(),
  },
});

export function registerListAgents(app: App) {
  app.openapi(route, async (c) => {
    const agents = await listAgents({ ctx: c.var.ctx });
    return c.json({ success: true as const, agents }, 200);
  });
}
