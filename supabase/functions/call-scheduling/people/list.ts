import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { listMembers } from "./list-members.ts";
import { member } from "./schema.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/members",
  operationId: "listMembers",
  tags: [tags.organization],
  summary: "List who belongs to the organisation, and in which role",
  description:
    "For everyone in the organisation; the e-mail addresses for admins. Inviting, roles and leaving are calls of the Data API: " +
    "invite_member, revoke_invitation, change_member_role, remove_member.",
  security,
  request: { params: inOrganization },
  responses: {
    200: json("Everybody.", z.object({ success: z.literal(true), members: z.array(member) })),
    ...errors(),
  },
});

export function registerListMembers(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, members: await listMembers({ ctx: c.var.ctx }) }, 200);
  });
}
