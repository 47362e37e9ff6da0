import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { json, jsonBody, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { changeAgent } from "./change-agent.ts";
import { agent, agentChanges } from "./schema.ts";

/** PUT and PATCH mean the same: only the fields that are sent change. */
export function registerChangeAgent(app: App) {
  for (const method of ["put", "patch"] as const) {
    const route = createRoute({
      method,
      path: "/{org_slug}/agents/{id}",
      operationId: `${method}Agent`,
      tags: [tags.agents],
      summary: "Change the fields that are sent",
      description:
        "For admins. PUT and PATCH mean the same. What the agent says at the start holds from the next claim, also for what is booked.",
      security,
      middleware: [requireRole("admin"), requireJson()] as const,
      request: { params: withId, body: jsonBody(agentChanges) },
      responses: {
        200: json(
          "The agent as it is now.",
          z.object({ success: z.literal(true), agent, message: z.string() }),
        ),
        ...errors(400, 403, 413, 415),
      },
    });
    app.openapi(route, async (c) => {
      const input = { id: c.req.valid("param").id, changes: c.req.valid("json") };
      const changed = await changeAgent({ ctx: c.var.ctx, input });
      return c.json({ success: true as const, agent: changed, message: "The agent was changed." }, 200);
    });
  }
}
