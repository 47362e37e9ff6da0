import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { oneOf } from "../shared/fields.ts";
import { idempotencyHeader, inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { usualWait } from "./await-sync.ts";
import { syncContacts } from "./sync-contacts.ts";

const count = z.int().min(0);

const route = createRoute({
  method: "post",
  path: "/{org_slug}/contacts/sync",
  operationId: "syncContacts",
  tags: [tags.contacts],
  summary: "Read the contacts from HubSpot now, and evaluate the rules",
  description: "For admins. 409 while the organisation is not connected to HubSpot.",
  security,
  middleware: [requireRole("admin"), idempotent()] as const,
  request: {
    params: inOrganization,
    headers: idempotencyHeader,
    query: z.strictObject({
      wait: oneOf(["true", "false"]).optional().openapi({
        description: `true: answer when it is done, ${usualWait.seconds} seconds at most.`,
      }),
    }),
  },
  responses: {
    200: json(
      "With wait=true: the contacts are read and the rules evaluated.",
      z.object({
        success: z.literal(true),
        finished: z.literal(true),
        contacts_read: count,
        contacts_changed: count,
        contacts_broken: count,
        contacts_removed: count,
        schedules_created: count,
        message: z.string(),
      }),
    ),
    202: json(
      "It was asked for, and goes on by itself.",
      z.object({
        success: z.literal(true),
        accepted: z.literal(true),
        requested_at: z.string().openapi({ format: "date-time" }),
        message: z.string(),
      }),
    ),
    ...errors(400, 403, 409, 422, 502),
  },
});

export function registerSyncContacts(app: App) {
  app.openapi(route, async (c) => {
    const wait = c.req.valid("query").wait === "true";
    const { requestedAt: requested_at, finished, progress } = await syncContacts({
      ctx: c.var.ctx,
      input: { wait },
    });
    if (progress !== null && finished) {
      const { contacts_read, contacts_changed, contacts_broken, contacts_removed, schedules_created } =
        progress;
      const message = `${contacts_read} contacts were read, ${contacts_changed} of them new or changed; ` +
        `${schedules_created} calls were planned.`;
      const counts = {
        contacts_read,
        contacts_changed,
        contacts_broken,
        contacts_removed,
        schedules_created,
      };
      return c.json({ success: true as const, finished: true as const, ...counts, message }, 200);
    }
    const message = progress === null ? "The contacts are being read from HubSpot." : progress.reason ??
      `It is not finished yet and goes on; ${progress.contacts_read} contacts are read so far.`;
    return c.json({ success: true as const, accepted: true as const, requested_at, message }, 202);
  });
}
