import { Hono } from "hono";
import { z } from "zod";
import type { ApiVersion, ObjectType } from "./api-version.ts";
import { ASSOCIATION_TYPES } from "./association-book.ts";
import { answer } from "./batch-routes.ts";
import { invalid, notFound } from "./hubspot-error.ts";
import type { HubspotPortal } from "./portal.ts";
import { type PortalContext, type PortalEnv, readBody, readObjectType } from "./read-request.ts";
import { associate } from "./write-records.ts";

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(500),
  after: z.coerce.number().int().min(0).default(0),
});
const batchSchema = z.object({ inputs: z.array(z.object({ id: z.string() })).max(1000) });

/** Associations of one record, below the objects' path. */
export function createAssociationRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.get("/:object/:id/associations/:to", (c) => listAssociations(c, version));
  if (version === "v3") {
    app.put("/:object/:id/associations/:to/:toId/:type", (c) => putAssociation(c, c.req.param("type")));
  } else app.put("/:object/:id/associations/default/:to/:toId", (c) => putAssociation(c));
  return app;
}

/** Associations of many records, below `/crm/associations/2026-09` or `/crm/v4/associations`. */
export function createAssociationBatchRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.post("/:from/:to/batch/read", async (c) => {
    const [from] = readPair(c.req.param("from"), c.req.param("to"));
    const { inputs } = await readBody(c, batchSchema);
    const results = inputs.flatMap(({ id }) => {
      const to = c.var.portal.associations.of(from, id).filter((other) => exists(c.var.portal, from, other));
      return to.length === 0 ? [] : [{ from: { id }, to: to.map((other) => show(version, from, other)) }];
    });
    return answer(c, version, { results, errors: [] }, 200);
  });
  return app;
}

function listAssociations(c: PortalContext, version: ApiVersion): Response {
  const [from] = readPair(c.req.param("object"), c.req.param("to"));
  const parsed = querySchema.safeParse(c.req.query());
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { limit, after } = parsed.data;
  const { portal } = c.var;
  const id = c.req.param("id") ?? "";
  const record = portal.records(from).find(id);
  if (record === undefined) throw notFound(id);
  const all = portal.associations.of(from, record.id)
    .filter((other) => Number(other) >= after && exists(portal, from, other))
    .sort((a, b) => Number(a) - Number(b));
  const next = all[limit];
  return c.json({
    results: all.slice(0, limit).map((other) => show(version, from, other)),
    ...(next === undefined ? {} : { paging: { next: { after: next } } }),
  });
}

function putAssociation(c: PortalContext, typeName?: string): Response {
  const [from, to] = readPair(c.req.param("object"), c.req.param("to"));
  const type = ASSOCIATION_TYPES[from];
  if (typeName !== undefined && typeName !== `${type.typeId}` && typeName !== type.name) {
    throw invalid(`${typeName} is not an association type from ${from} to ${to}`);
  }
  const { portal } = c.var;
  const [record, other] = [find(portal, from, c.req.param("id")), find(portal, to, c.req.param("toId"))];
  associate(portal, from, record.id, other.id);
  const side = (id: string) => ({ id });
  return answer(c, "2026-09", {
    results: [{
      from: side(record.id),
      to: side(other.id),
      associationSpec: { associationCategory: "HUBSPOT_DEFINED", associationTypeId: type.typeId },
    }],
    errors: [],
  }, 200);
}

/** v3 names the other record by `id`, v4 by a number `toObjectId`; which of them the dated paths use is not certain: both. */
function show(version: ApiVersion, from: ObjectType, id: string) {
  const { typeId, name } = ASSOCIATION_TYPES[from];
  const numbered = {
    toObjectId: Number(id),
    associationTypes: [{ category: "HUBSPOT_DEFINED", typeId, label: null }],
  };
  if (version === "v4") return numbered;
  return { id, type: name, ...(version === "v3" ? {} : numbered) };
}

function readPair(fromName: string | undefined, toName: string | undefined): [ObjectType, ObjectType] {
  const [from, to] = [readObjectType(fromName), readObjectType(toName)];
  if (from === to) throw invalid(`${from} cannot be associated with ${to} here`);
  return [from, to];
}

function find(portal: HubspotPortal, type: ObjectType, id = "") {
  const record = portal.records(type).find(id);
  if (record === undefined) throw notFound(id);
  return record;
}

function exists(portal: HubspotPortal, from: ObjectType, id: string): boolean {
  return portal.records(from === "calls" ? "contacts" : "calls").find(id) !== undefined;
}
