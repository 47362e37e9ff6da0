import assert from "node:assert/strict";
import { z } from "zod";
import {
  type HubspotSimulator,
  startHubspotSimulator,
} from "../../local/simulators/hubspot/start-hubspot-simulator.ts";

const CONTACTS = ["9", "101", "20", "33"].map((id) => ({
  id,
  properties: { firstname: `Ana ${id}`, phone: "+919876543210", last_checkup_date: null },
}));

async function get(hubspot: HubspotSimulator, path: string, token = hubspot.token) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${hubspot.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

Deno.test("a contact is read with the properties asked for, on every version's path", async () => {
  await using hubspot = await startHubspotSimulator({ contacts: CONTACTS });
  for (const prefix of ["/crm/v3/objects", "/crm/objects/2026-03", "/crm/objects/2026-09"]) {
    const path = `${prefix}/contacts/20?properties=firstname,last_checkup_date&properties=no_such_property`;
    const { status, body, headers } = await get(hubspot, path);
    assert.equal(status, 200);
    const { createdate: _created, lastmodifieddate: _modified, ...properties } = body.properties;
    assert.deepEqual(properties, { firstname: "Ana 20", last_checkup_date: null, hs_object_id: "20" });
    assert.equal(body.id, "20");
    assert.equal(body.archived, false);
    assert.equal(headers.get("x-hubspot-ratelimit-max"), "100");
  }
});

Deno.test("without properties a contact has HubSpot's default ones", async () => {
  await using hubspot = await startHubspotSimulator({ contacts: CONTACTS });
  const { body } = await get(hubspot, "/crm/v3/objects/contacts/9");
  assert.deepEqual(Object.keys(body.properties).sort(), [
    "createdate",
    "email",
    "firstname",
    "hs_object_id",
    "lastmodifieddate",
    "lastname",
  ]);
});

Deno.test("a bad token and a missing or archived contact are answered in HubSpot's envelope", async () => {
  await using hubspot = await startHubspotSimulator({ contacts: CONTACTS });
  hubspot.setContact({ id: "33", archived: true });
  assert.equal((await get(hubspot, "/crm/v3/objects/contacts/33?archived=true")).status, 200);
  const envelope = z.object({
    status: z.literal("error"),
    message: z.string(),
    correlationId: z.uuid(),
    category: z.string(),
  });
  const answers: [string, string | undefined, number, string][] = [
    ["/crm/v3/objects/contacts/9", "wrong", 401, "INVALID_AUTHENTICATION"],
    ["/crm/v3/objects/contacts/404", undefined, 404, "OBJECT_NOT_FOUND"],
    ["/crm/v3/objects/contacts/33", undefined, 404, "OBJECT_NOT_FOUND"],
    ["/crm/v3/objects/unicorns/1", undefined, 404, "OBJECT_NOT_FOUND"],
    ["/crm/v3/objects/contacts?limit=101", undefined, 400, "VALIDATION_ERROR"],
  ];
  for (const [path, token, status, category] of answers) {
    const answer = await get(hubspot, path, token);
    assert.equal(answer.status, status, path);
    assert.equal(envelope.parse(answer.body).category, category);
  }
});

Deno.test("paging reaches every contact once, in id order, and the link can be followed", async () => {
  await using hubspot = await startHubspotSimulator({ contacts: CONTACTS });
  const first = await get(hubspot, "/crm/v3/objects/contacts?limit=3&properties=phone");
  const idsOf = (body: { results: { id: string }[] }) => body.results.map(({ id }) => id);
  assert.deepEqual(idsOf(first.body), ["9", "20", "33"]);
  const { after, link } = first.body.paging.next;
  const second = await get(hubspot, link.replace(hubspot.url, ""));
  assert.equal(after, "101");
  assert.deepEqual(idsOf(second.body), ["101"]);
  assert.equal(second.body.paging, undefined);
  assert.equal(second.body.results[0].properties.phone, "+919876543210");
});

Deno.test("a reset brings the first contacts back and forgets requests", async () => {
  await using hubspot = await startHubspotSimulator({ contacts: CONTACTS });
  hubspot.setContact({ id: "9", properties: { firstname: "Bea" } });
  const { body } = await get(hubspot, "/crm/v3/objects/contacts/9");
  assert.equal(body.properties.firstname, "Bea");
  assert.equal(hubspot.requests.length, 1);
  hubspot.reset();
  assert.equal(hubspot.requests.length, 0);
  assert.equal((await get(hubspot, "/crm/v3/objects/contacts/9")).body.properties.firstname, "Ana 9");
});
