import { Hono } from "hono";
import { z } from "zod";
import type { ContactStore } from "./contact-store.ts";
import { HubspotError } from "./hubspot-error.ts";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  after: z.coerce.number().int().min(0).default(0),
  archived: z.stringbool().default(false),
});

/** Reads of `contacts`, below `/crm/v3/objects` or `/crm/objects/2026-09`. */
export function createContactRoutes(contacts: () => ContactStore): Hono {
  const app = new Hono();
  app.get("/contacts/:id", (c) => {
    const { archived } = parseQuery(c.req.query());
    const contact = contacts().find(c.req.param("id"), archived);
    if (contact === undefined) {
      throw new HubspotError(404, "OBJECT_NOT_FOUND", "resource not found", {
        context: { id: [c.req.param("id")] },
      });
    }
    return c.json(contacts().show(contact, askedProperties(c.req.queries("properties"))));
  });
  app.get("/contacts", (c) => {
    const { limit, after, archived } = parseQuery(c.req.query());
    const found = contacts().list(after, archived);
    const asked = askedProperties(c.req.queries("properties"));
    const results = found.slice(0, limit).map((contact) => contacts().show(contact, asked));
    const next = found[limit]?.id;
    if (next === undefined) return c.json({ results });
    const link = new URL(c.req.url);
    link.searchParams.set("after", next);
    return c.json({ results, paging: { next: { after: next, link: link.href } } });
  });
  return app;
}

function parseQuery(query: Record<string, string>) {
  const parsed = querySchema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new HubspotError(400, "VALIDATION_ERROR", z.prettifyError(parsed.error));
}

/** Both `properties=a,b` and `properties=a&properties=b` are in use. */
function askedProperties(values: string[] = []): string[] {
  return values.flatMap((value) => value.split(",")).filter((name) => name !== "");
}
