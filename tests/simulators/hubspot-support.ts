import { z } from "zod";
import {
  type HubspotSimulator,
  type HubspotSimulatorOptions,
  startHubspotSimulator,
} from "../../local/simulators/hubspot/start-hubspot-simulator.ts";

/** The path of the objects of the newest version. */
export const OBJECTS = "/crm/objects/2026-09";

export const START = "2026-11-22T06:00:00.000Z";

/** A clock that stands still until it is told to pass. */
export function createClock(start = START) {
  let ms = Date.parse(start);
  return { now: () => ms, pass: (seconds: number) => void (ms += seconds * 1000) };
}

/** A HubSpot on a clock of its own that takes any number of searches. */
export async function startHubspot(options: HubspotSimulatorOptions = {}) {
  const clock = createClock();
  const hubspot = await startHubspotSimulator({ now: clock.now, searchesPerSecond: null, ...options });
  return Object.assign(hubspot, { pass: clock.pass });
}

const bodySchema = z.looseObject({
  message: z.string().optional(),
  category: z.string().optional(),
  total: z.number().optional(),
  results: z.array(z.looseObject({
    id: z.string().optional(),
    properties: z.record(z.string(), z.string().nullable()).default({}),
  })).default([]),
  properties: z.record(z.string(), z.string().nullable()).default({}),
  paging: z.object({ next: z.looseObject({ after: z.string() }) }).optional(),
});

/** Sends a request with the simulator's token; the body is JSON unless it is text already. */
export async function send(
  hubspot: HubspotSimulator,
  method: string,
  path: string,
  body?: unknown,
  token = hubspot.token,
) {
  const response = await fetch(`${hubspot.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: bodySchema.parse(readJson(text)) };
}

/** Searches contacts with one group of filters, in the order of their ids. */
export function search(hubspot: HubspotSimulator, filters: unknown[], more: Record<string, unknown> = {}) {
  return send(hubspot, "POST", `${OBJECTS}/contacts/search`, {
    filterGroups: filters.length > 0 ? [{ filters }] : [],
    sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
    properties: ["firstname"],
    limit: 200,
    after: "0",
    ...more,
  });
}

/** Searches as above; gives the ids found, or the status when it was refused. */
export async function found(
  hubspot: HubspotSimulator,
  filters: unknown[],
  more: Record<string, unknown> = {},
) {
  const { status, body } = await search(hubspot, filters, more);
  return status === 200 ? idsOf(body) : status;
}

export function idsOf({ results }: { results: { id?: string | undefined }[] }): string[] {
  return results.map(({ id }) => id ?? "");
}

export function filter(propertyName: string, operator: string, value?: string) {
  return { propertyName, operator, ...(value === undefined ? {} : { value }) };
}

/** Logs a call for a contact; these properties are added to the least that is needed, null takes one away. */
export function logCall(
  hubspot: HubspotSimulator,
  contactId: string,
  properties: Record<string, string | null> = {},
) {
  return send(hubspot, "POST", `${OBJECTS}/calls`, {
    properties: { hs_timestamp: START, ...properties },
    associations: [toContact(contactId)],
  });
}

export function toContact(id: string, associationTypeId = 194) {
  return { to: { id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }] };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
