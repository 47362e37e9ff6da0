import { Hono } from "hono";
import { z } from "zod";
import { type ApiVersion, type ObjectType } from "./api-version.ts";
import { invalid, notFound } from "./hubspot-error.ts";
import {
  askedProperties,
  type PortalContext,
  type PortalEnv,
  readBody,
  readObjectType,
} from "./read-request.ts";
import { searchRecords } from "./search-records.ts";
import { showRecord } from "./show-record.ts";
import { changesSchema, creationSchema, prepareCreation, prepareUpdate } from "./write-records.ts";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  after: z.coerce.number().int().min(0).default(0),
  archived: z.stringbool().default(false),
});

const updateSchema = z.object({ properties: changesSchema });

/** Single contacts and calls, and their search, below `/crm/v3/objects` or `/crm/objects/2026-09`. */
export function createObjectRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.get("/:object", (c) => listRecords(c));
  app.post("/:object", async (c) => {
    const type = readObjectType(c.req.param("object"));
    const creation = await readBody(c, creationSchema);
    const record = prepareCreation(c.var.portal, type, creation, version)();
    return c.json(showRecord(c.var.portal.properties, type, record, Object.keys(creation.properties)), 201);
  });
  app.post("/:object/search", async (c) => {
    const type = readObjectType(c.req.param("object"));
    return c.json(searchRecords(c.var.portal, type, await c.req.text()));
  });
  app.get("/:object/:id", (c) => {
    const type = readObjectType(c.req.param("object"));
    const record = findRecord(c, type, parseQuery(c.req.query()).archived);
    return c.json(showRecord(c.var.portal.properties, type, record, askedProperties(c)));
  });
  app.patch("/:object/:id", async (c) => {
    const type = readObjectType(c.req.param("object"));
    const record = findRecord(c, type);
    const { properties } = await readBody(c, updateSchema);
    const changed = prepareUpdate(c.var.portal, type, record, properties, version)();
    return c.json(showRecord(c.var.portal.properties, type, changed, Object.keys(properties)));
  });
  app.delete("/:object/:id", (c) => {
    const type = readObjectType(c.req.param("object"));
    const record = c.var.portal.records(type).find(c.req.param("id"));
    // Deleting what is gone already is no error.
    if (record !== undefined) c.var.portal.records(type).archive(record);
    return c.body(null, 204);
  });
  return app;
}

function listRecords(c: PortalContext): Response {
  const { portal } = c.var;
  const type = readObjectType(c.req.param("object"));
  const { limit, after, archived } = parseQuery(c.req.query());
  const found = portal.records(type).page(after, limit + 1, archived);
  const asked = askedProperties(c);
  const results = found.slice(0, limit).map((record) => showRecord(portal.properties, type, record, asked));
  const next = found[limit]?.id;
  if (next === undefined) return c.json({ results });
  const link = new URL(c.req.url);
  link.searchParams.set("after", next);
  return c.json({ results, paging: { next: { after: next, link: link.href } } });
}

function findRecord(c: PortalContext, type: ObjectType, archived = false) {
  const id = c.req.param("id") ?? "";
  const records = c.var.portal.records(type);
  const record = archived ? records.get(id) : records.find(id);
  if (record === undefined || (record.archivedAt !== null) !== archived) throw notFound(id);
  return record;
}

function parseQuery(query: Record<string, string>) {
  const parsed = querySchema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}
