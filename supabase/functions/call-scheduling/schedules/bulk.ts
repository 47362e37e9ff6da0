import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireJson } from "../middleware/require-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { idempotencyHeader, inOrganization, json, jsonBody, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { bulkAnswer, bulkChange } from "./bulk-schema.ts";
import { changeManySchedules } from "./change-many-schedules.ts";

const route = createRoute({
  method: "post",
  path: "/{org_slug}/call-schedules/bulk",
  operationId: "changeManyCallSchedules",
  tags: [tags.callSchedules],
  summary: "Move or cancel many calls that still wait, after a dry run",
  description:
    "For admins, and for members with the calls that they booked. Up to 1000 calls, by their ids or by the filters of the list. " +
    "All in one step; of each that is left as it is the answer says why. 409 confirmation_required when confirm is not what would change.",
  security,
  middleware: [requireRole("admin", "member"), requireJson(), idempotent()] as const,
  request: { params: inOrganization, headers: idempotencyHeader, body: jsonBody(bulkChange) },
  responses: {
    200: json("What was done.", bulkAnswer.extend({ success: z.literal(true) })),
    ...errors(400, 403, 409, 413, 415, 422),
  },
});

export function registerChangeManySchedules(app: App) {
  app.openapi(route, async (c) => {
    const done = await changeManySchedules({ ctx: c.var.ctx, input: c.req.valid("json") });
    return c.json({ success: true as const, ...done }, 200);
  });
}
