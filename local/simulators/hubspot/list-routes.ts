import { Hono } from "hono";
import { z } from "zod";
import { invalid, notFound } from "./hubspot-error.ts";
import type { ContactList } from "./contact-list.ts";
import type { PortalContext, PortalEnv } from "./read-request.ts";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(250).default(100),
  after: z.string().regex(/^\d+$/).transform(Number).default(0),
});

/** Lists and their members, below `/crm/v3/lists` or `/crm/lists/2026-09`. */
export function createListRoutes(): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.get("/:id", (c) => {
    const { id, name, objectTypeId, members: { length: size } } = findList(c);
    const list = { listId: id, listVersion: 1, name, objectTypeId, size };
    return c.json({ list: { ...list, processingStatus: "COMPLETE", processingType: "MANUAL" } });
  });
  app.get("/:id/memberships", listMembers);
  return app;
}

function listMembers(c: PortalContext): Response {
  const { members } = findList(c);
  const query = querySchema.safeParse(c.req.query());
  if (!query.success) throw invalid(z.prettifyError(query.error));
  const { limit, after } = query.data;
  const membershipTimestamp = new Date(c.var.portal.now()).toISOString();
  const results = members.slice(after, after + limit).map((recordId) => ({ recordId, membershipTimestamp }));
  const next = after + limit < members.length ? String(after + limit) : undefined;
  return c.json({
    results,
    total: members.length,
    ...(next === undefined ? {} : { paging: { next: { after: next } } }),
  });
}

function findList(c: PortalContext): ContactList {
  const id = c.req.param("id") ?? "";
  const list = c.var.portal.lists.get(id);
  if (list === undefined) throw notFound(id);
  return list;
}
