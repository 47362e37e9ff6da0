import { Hono } from "hono";
import { z } from "zod";
import { HubspotError, invalid } from "./hubspot-error.ts";
import { FIELD_TYPES, optionSchema, propertyTypes, renderProperty } from "./property-definitions.ts";
import { type PortalContext, type PortalEnv, readBody, readObjectType } from "./read-request.ts";

const maxUnique = 10;

const creationSchema = z.object({
  groupName: z.string(),
  name: z.string(),
  label: z.string(),
  type: z.enum(propertyTypes),
  fieldType: z.string(),
  description: z.string().default(""),
  options: z.array(optionSchema).default([]),
  formField: z.boolean().default(false),
  hasUniqueValue: z.boolean().default(false),
});

const groupSchema = z.object({ name: z.string(), label: z.string(), displayOrder: z.int().default(-1) });

/** Property definitions and groups, below `/crm/v3/properties` or `/crm/properties/2026-09`. */
export function createPropertyRoutes(): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  app.get("/:object/groups", (c) => {
    return c.json({ results: c.var.portal.properties.listGroups(readObjectType(c.req.param("object"))) });
  });
  app.post("/:object/groups", createGroup);
  app.get("/:object/groups/:name", (c) => {
    const name = c.req.param("name");
    const group = c.var.portal.properties.findGroup(readObjectType(c.req.param("object")), name);
    if (group === undefined) throw missing(name);
    return c.json(group);
  });
  app.get("/:object", (c) => {
    const all = c.var.portal.properties.list(readObjectType(c.req.param("object")));
    return c.json({ results: all.map(renderProperty) });
  });
  app.post("/:object", createProperty);
  app.get("/:object/:name", (c) => {
    const name = c.req.param("name");
    const property = c.var.portal.properties.find(readObjectType(c.req.param("object")), name);
    if (property === undefined) throw missing(name);
    return c.json(renderProperty(property));
  });
  app.delete("/:object/:name", (c) => {
    const type = readObjectType(c.req.param("object"));
    const name = c.req.param("name");
    const property = c.var.portal.properties.find(type, name);
    if (property === undefined) throw missing(name);
    if (property.hubspotDefined) throw invalid(`${name} is defined by HubSpot and cannot be archived`);
    c.var.portal.properties.remove(type, name);
    return c.body(null, 204);
  });
  return app;
}

async function createProperty(c: PortalContext): Promise<Response> {
  const { portal } = c.var;
  const type = readObjectType(c.req.param("object"));
  const property = await readBody(c, creationSchema);
  const { name } = property;
  if (portal.properties.find(type, name) !== undefined) throw taken(c, name);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw invalid(`${name} is not a property name: a to z, 0 to 9 and _ only`);
  }
  if (portal.properties.findGroup(type, property.groupName) === undefined) {
    throw invalid(`Property group ${property.groupName} does not exist`);
  }
  if (!FIELD_TYPES[property.type].includes(property.fieldType)) {
    throw invalid(`fieldType ${property.fieldType} does not go with type ${property.type}`);
  }
  if (property.type === "enumeration" && property.options.length === 0) {
    throw invalid(`${name} has no options`);
  }
  if (property.hasUniqueValue) refuseUnique(c, type, property.type);
  return c.json(renderProperty(portal.properties.set({ objectType: type, ...property })), 201);
}

function refuseUnique(c: PortalContext, type: "contacts" | "calls", valueType: string): void {
  const { portal } = c.var;
  if (type === "calls" && !portal.settings.uniqueOnCalls) {
    throw invalid("calls cannot have properties with unique values");
  }
  if (valueType !== "string" && valueType !== "number") {
    throw invalid(`A ${valueType} cannot have unique values`);
  }
  const own = portal.properties.unique(type).filter(({ hubspotDefined }) => !hubspotDefined);
  if (own.length >= maxUnique) throw invalid(`There are ${maxUnique} unique properties already`);
}

async function createGroup(c: PortalContext): Promise<Response> {
  const type = readObjectType(c.req.param("object"));
  const group = await readBody(c, groupSchema);
  if (c.var.portal.properties.findGroup(type, group.name) !== undefined) throw taken(c, group.name);
  return c.json(c.var.portal.properties.addGroup(type, group), 201);
}

function taken(c: PortalContext, name: string): HubspotError {
  const { takenNameStatus: status } = c.var.portal.settings;
  const category = status === 409 ? "OBJECT_ALREADY_EXISTS" : "VALIDATION_ERROR";
  return new HubspotError(status, category, `A property or group named '${name}' already exists.`);
}

function missing(name: string): HubspotError {
  return new HubspotError(404, "OBJECT_NOT_FOUND", `Property "${name}" does not exist`);
}
