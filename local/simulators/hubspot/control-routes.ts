import { type Context, Hono } from "hono";
import { z } from "zod";
import { contactSchema } from "./contact-input.ts";
import { listSchema } from "./contact-list.ts";
import { countRequests } from "./count-requests.ts";
import { faultSchema } from "./faults.ts";
import type { HubspotSimulator } from "./hubspot-simulator.ts";
import { keySchema, rotationSchema } from "./key-ring.ts";
import type { PortalControl } from "./portal-control.ts";
import { propertySchema } from "./property-definitions.ts";
import { kindOf, matchesKind } from "./request-kind.ts";

const changesSchema = z.strictObject({ properties: z.record(z.string(), z.string().nullable()) });
const objectTypeSchema = z.enum(["contacts", "calls"]);

/**
 * `/__simulator/…`: what the object's methods do, for tests in another process. No key: it is loopback only. Acts on the first
 * account, or on the one of `?portal=<id>`.
 */
export function createControlRoutes(
  simulator: HubspotSimulator,
  controlOf: (portalId: number) => PortalControl | undefined,
): Hono {
  const app = new Hono();
  const at = (c: Context): PortalControl => {
    const asked = c.req.query("portal");
    const control = asked === undefined ? simulator : controlOf(Number(asked));
    if (control === undefined) throw new Error(`There is no portal ${asked}`);
    return control;
  };
  addContactRoutes(app, at);
  addPortalRoutes(app, at);
  app.get("/requests", (c) => {
    const on = c.req.query("kind");
    const requests = simulator.requests
      .filter(({ method, path }) => on === undefined || matchesKind(kindOf(method, path), on));
    return c.json({ requests, counts: countRequests(requests) });
  });
  app.post("/reset", (c) => {
    simulator.reset();
    return c.json({ ok: true });
  });
  app.onError((error, c) => {
    const says = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return c.json({ error: says }, 400);
  });
  return app;
}

type At = (c: Context) => PortalControl;

function addContactRoutes(app: Hono, at: At): void {
  app.get("/contacts", (c) => c.json({ contacts: at(c).contacts() }));
  app.put("/contacts", async (c) => {
    const { contacts } = z.strictObject({ contacts: z.array(z.unknown()) }).parse(await c.req.json());
    const control = at(c);
    return c.json({ ids: contacts.map((contact) => control.setContact(readContact(contact))) });
  });
  app.get("/contacts/:id", (c) => {
    const contact = at(c).contact(c.req.param("id"));
    if (contact === undefined) return c.json({ error: "There is no such contact" }, 404);
    return c.json({ contact });
  });
  app.put("/contacts/:id", async (c) => {
    const contact = readContact({ ...z.looseObject({}).parse(await c.req.json()), id: c.req.param("id") });
    return c.json({ id: at(c).setContact(contact) });
  });
  app.patch("/contacts/:id", async (c) => {
    const id = c.req.param("id");
    at(c).editContact(id, changesSchema.parse(await c.req.json()).properties);
    return c.json({ contact: at(c).contact(id) });
  });
  app.delete("/contacts/:id", (c) => {
    at(c).archiveContact(c.req.param("id"));
    return c.json({ ok: true });
  });
  app.post("/contacts/:id/merge", async (c) => {
    const { into } = z.strictObject({ into: z.string() }).parse(await c.req.json());
    at(c).mergeContacts(c.req.param("id"), into);
    return c.json({ ok: true });
  });
  app.get("/calls", (c) => {
    const contactId = c.req.query("contact");
    return c.json({ calls: contactId === undefined ? at(c).calls() : at(c).callsOf(contactId) });
  });
}

function addPortalRoutes(app: Hono, at: At): void {
  app.get("/faults", (c) => c.json({ faults: at(c).faults() }));
  app.put("/faults", async (c) => {
    at(c).setFaults(z.strictObject({ faults: z.array(faultSchema) }).parse(await c.req.json()).faults);
    return c.json({ faults: at(c).faults() });
  });
  app.get("/settings", (c) => c.json(at(c).settings));
  app.patch("/settings", async (c) => {
    at(c).changeSettings(z.record(z.string(), z.unknown()).parse(await c.req.json()));
    return c.json(at(c).settings);
  });
  app.put("/lists", async (c) => {
    at(c).setList(listSchema.parse(await c.req.json()));
    return c.json({ ok: true });
  });
  app.put("/properties", async (c) => {
    at(c).setProperty(propertySchema.parse(await c.req.json()));
    return c.json({ ok: true });
  });
  app.delete("/properties/:type/:name", (c) => {
    at(c).removeProperty(objectTypeSchema.parse(c.req.param("type")), c.req.param("name"));
    return c.json({ ok: true });
  });
  app.get("/keys", (c) => c.json({ keys: at(c).keys() }));
  app.put("/keys", async (c) => {
    at(c).setKey(keySchema.parse(await c.req.json()));
    return c.json({ ok: true });
  });
  app.delete("/keys/:token", (c) => {
    at(c).revokeKey(c.req.param("token"));
    return c.json({ ok: true });
  });
  app.post("/keys/:token/rotate", async (c) => {
    const rotation = rotationSchema.parse(await c.req.json());
    return c.json({ token: at(c).rotateKey(c.req.param("token"), rotation) });
  });
  app.post("/index/catch-up", (c) => {
    at(c).catchUpIndex();
    return c.json({ ok: true });
  });
}

/** Checked here for its shape; the simulator reads the times themselves. */
function readContact(input: unknown): z.input<typeof contactSchema> {
  return contactInputSchema.parse(input);
}

const contactInputSchema = contactSchema.extend({
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
});
