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
const batchSchema = z.object({
  inputs: z.array(z.object({ id: z.string(), after: z.coerce.number().int().min(0).default(0) })).max(1000),
});

/** Associations of one record, below the objects' path. */
export function createAssociationRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  // The specification of 2026-09 has it no more.
  if (version !== "2026-09") {
    app.get("/:object/:id/associations/:to", (c) => listAssociations(c, version));
  }
  if (version === "v3") {
    app.put("/:object/:id/associations/:to/:toId/:type", (c) => putAssociation(c, c.req.param("type")));
  } else app.put("/:object/:id/associations/default/:to/:toId", (c) => putAssociation(c));
  return app;
}

/** Associations of many records, below `/crm/associations/2026-09` or `/crm/v4/associations`. */
export function createAssociationBatchRoutes(version: ApiVersion): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.post("/:from/:to/batch/read", async (c) => {
    const [from, other] = readPair(c.req.param("from"), c.req.param("to"));
    const { inputs } = await readBody(c, batchSchema);
    const pages = inputs.map(({ id, after }) => ({
      from: { id },
      ...readPage(c, { version, from, id }, { limit: c.var.portal.settings.associationsPerPage, after }),
    }));
    const errors = pages.filter(({ results }) => results.length === 0).map((page) => ({
      status: "error",
      category: "OBJECT_NOT_FOUND",
      subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
      message: `No ${other} is associated with ${from} ${page.from.id}.`,
      context: { fromObjectId: [page.from.id], fromObjectType: [from], toObjectType: [other] },
    }));
    const results = pages.filter(({ results }) => results.length > 0)
      .map(({ results: to, ...page }) => ({ ...page, to }));
    return answer(c, version, { results, errors }, 200);
  });
  return app;
}

function listAssociations(c: PortalContext, version: ApiVersion): Response {
  const [from] = readPair(c.req.param("object"), c.req.param("to"));
  const parsed = querySchema.safeParse(c.req.query());
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const record = c.var.portal.records(from).find(c.req.param("id") ?? "");
  if (record === undefined) throw notFound(c.req.param("id") ?? "");
  return c.json(readPage(c, { version, from, id: record.id }, parsed.data));
}

/** In the order of the ids; `after` is the first id of the page. */
function readPage(
  { var: { portal } }: PortalContext,
  { version, from, id }: { version: ApiVersion; from: ObjectType; id: string },
  { limit, after }: { limit: number; after: number },
) {
  const all = portal.associations.of(from, id)
    .filter((other) => Number(other) >= after && exists(portal, from, other))
    .sort((a, b) => Number(a) - Number(b));
  const next = all[limit];
  return {
    results: all.slice(0, limit).map((other) => show(version, from, other)),
    ...(next === undefined ? {} : { paging: { next: { after: next } } }),
  };
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

/** v3 names the other record by `id`, v4 by a number `toObjectId`, 2026-09 by the same as text. 2026-03 is not certain: both. */
function show(version: ApiVersion, from: ObjectType, id: string) {
  const { typeId, name } = ASSOCIATION_TYPES[from];
  const numbered = {
    toObjectId: version === "2026-09" ? id : Number(id),
    associationTypes: [{ category: "HUBSPOT_DEFINED", typeId, label: null }],
  };
  if (version === "v4" || version === "2026-09") return numbered;
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
