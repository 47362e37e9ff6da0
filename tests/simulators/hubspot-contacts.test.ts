import assert from "node:assert/strict";
import { z } from "zod";
import { filter, found, idsOf, OBJECTS, send, START, startHubspot } from "./hubspot-support.ts";

const problemsSchema = z.array(z.looseObject({ name: z.string(), error: z.string(), portalId: z.number() }));

/** The codes HubSpot writes as JSON into the message. */
function problemsIn(message = ""): string[] {
  const json = message.replace("Property values were not valid: ", "");
  return problemsSchema.parse(JSON.parse(json)).map(({ name, error }) => `${name} ${error}`);
}

Deno.test("an update changes what it names, clears with an empty text and moves the modification date", async () => {
  await using hubspot = await startHubspot({
    contacts: [{ id: "7", properties: { firstname: "Asha", phone: "1" } }],
  });
  hubspot.pass(90);
  const { status, body } = await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, {
    properties: { phone: "", last_checkup_date: `${Date.parse("2026-11-01")}`, do_not_call: true },
  });
  assert.equal(status, 200);
  assert.deepEqual(body.properties, {
    phone: null,
    last_checkup_date: "2026-11-01",
    do_not_call: "true",
    hs_object_id: "7",
    createdate: START,
    lastmodifieddate: "2026-11-22T06:01:30.000Z",
  });
  assert.equal(hubspot.contact("7")?.properties.firstname, "Asha");
});

Deno.test("a refused update names every problem as JSON in its message and changes nothing", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }] });
  const properties = {
    firstname: "Asha",
    no_such_property: "1",
    notes_last_contacted: START,
    last_checkup_date: `${Date.parse("2026-05-26T04:00:00Z")}`,
    ai_last_call_at: "yesterday",
    hs_language: "klingon",
    do_not_call: "maybe",
    email: "nobody",
  };
  const { status, body } = await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, { properties });
  assert.equal(status, 400);
  assert.equal(body.category, "VALIDATION_ERROR");
  assert.match(body.message ?? "", /1779768000000 is at 4:0:0\.0 UTC, not midnight!/);
  assert.deepEqual(problemsIn(body.message), [
    "no_such_property PROPERTY_DOESNT_EXIST",
    "notes_last_contacted READ_ONLY_VALUE",
    "last_checkup_date INVALID_DATE",
    "ai_last_call_at INVALID_DATE",
    "hs_language INVALID_OPTION",
    "do_not_call INVALID_OPTION",
    "email INVALID_EMAIL",
  ]);
  assert.deepEqual(hubspot.contact("7")?.properties, {});
  const impossible = { properties: { last_checkup_date: "2026-02-30" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, impossible)).status, 400);
  hubspot.changeSettings({ readOnlyWrites: "ignore" });
  const ignored = { properties: { notes_last_contacted: START, firstname: "Asha" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, ignored)).status, 200);
  assert.deepEqual(hubspot.contact("7")?.properties, { firstname: "Asha" });
});

Deno.test("an admin's rule about required properties holds on the newest paths only", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }] });
  hubspot.changeSettings({ requiredByAdmin: { contacts: ["country"] } });
  const change = { properties: { firstname: "Asha" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, change)).status, 400);
  assert.equal((await send(hubspot, "PATCH", "/crm/v3/objects/contacts/7", change)).status, 200);
  const complete = { properties: { country: "India" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, complete)).status, 200);
});

Deno.test("a merged contact answers and is changed under both ids singly, and is missing in a batch", async () => {
  await using hubspot = await startHubspot({
    contacts: [{ id: "7", properties: { firstname: "Old", phone: "1" } }, {
      id: "8",
      properties: { firstname: "New" },
    }],
  });
  hubspot.mergeContacts("7", "8");
  const read = await send(
    hubspot,
    "GET",
    `${OBJECTS}/contacts/7?properties=firstname,phone,hs_merged_object_ids`,
  );
  assert.equal(read.body.id, "8");
  const { firstname, phone, hs_merged_object_ids: merged } = read.body.properties;
  assert.deepEqual([firstname, phone, merged], ["New", "1", "7"]);
  const change = { properties: { firstname: "Newer" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, change)).body.id, "8");
  assert.equal(hubspot.contact("8")?.properties.firstname, "Newer");
  const batch = await send(hubspot, "POST", `${OBJECTS}/contacts/batch/read`, {
    inputs: [{ id: "7" }, { id: "8" }],
  });
  assert.deepEqual(idsOf(batch.body), ["8"]);
  const update = await send(hubspot, "POST", `${OBJECTS}/contacts/batch/update`, {
    inputs: [{ id: "7", ...change }],
  });
  assert.equal(update.status, 404);
  const list = await send(hubspot, "GET", `${OBJECTS}/contacts?archived=true`);
  assert.deepEqual(list.body.results, []);
});

Deno.test("an archived contact is 404, stays in the archived list, and cannot be changed", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }, { id: "8" }] });
  assert.equal((await send(hubspot, "DELETE", `${OBJECTS}/contacts/7`)).status, 204);
  assert.equal((await send(hubspot, "DELETE", `${OBJECTS}/contacts/7`)).status, 204);
  assert.equal((await send(hubspot, "GET", `${OBJECTS}/contacts/7`)).body.category, "OBJECT_NOT_FOUND");
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/contacts/7`, { properties: {} })).status, 404);
  assert.deepEqual(idsOf((await send(hubspot, "GET", `${OBJECTS}/contacts`)).body), ["8"]);
  const archived = await send(hubspot, "GET", `${OBJECTS}/contacts?archived=true`);
  assert.deepEqual(idsOf(archived.body), ["7"]);
  assert.equal(archived.body.results[0]?.archivedAt, START);
});

Deno.test("missing ids of a batch are a 207 until 2026-03 and stand in a 200 from 2026-09 on", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7", properties: { firstname: "Asha" } }] });
  const statuses: [string, number][] = [["/crm/v3/objects", 207], ["/crm/objects/2026-03", 207], [
    OBJECTS,
    200,
  ]];
  const body = { inputs: [{ id: "7" }, { id: "404" }], properties: ["firstname", "nothing", "phone"] };
  for (const [path, status] of statuses) {
    const answer = await send(hubspot, "POST", `${path}/contacts/batch/read`, body);
    assert.equal(answer.status, status);
    assert.equal(answer.body.numErrors, 1);
    assert.match(JSON.stringify(answer.body.errors), /OBJECT_NOT_FOUND.*"ids":\["404"\]/);
    const { firstname, phone, nothing } = answer.body.results[0]?.properties ?? {};
    assert.deepEqual([firstname, phone, nothing], ["Asha", null, undefined]);
  }
  const many = { inputs: Array.from({ length: 101 }, (_, id) => ({ id: `${id}` })) };
  assert.equal((await send(hubspot, "POST", `${OBJECTS}/contacts/batch/read`, many)).status, 400);
  const whole = await send(hubspot, "POST", `/crm/v3/objects/contacts/batch/read`, { inputs: [{ id: "7" }] });
  assert.deepEqual([whole.status, whole.body.numErrors], [200, undefined]);
});

Deno.test("new contacts get higher ids than every other record, and an e-mail can be taken once", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "90000000000" }] });
  const create = () =>
    send(hubspot, "POST", `${OBJECTS}/contacts`, { properties: { email: "Asha@clinic.test" } });
  const first = await create();
  assert.equal(first.status, 201);
  assert.equal(first.body.id, "90000000001");
  const second = await create();
  assert.equal(second.status, 409);
  assert.match(second.body.message ?? "", /Existing ID: 90000000001/);
  assert.equal(hubspot.setContact({}), "90000000002");
});

Deno.test("one bad input fails a batch before anything is written; with trace ids the good ones are", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }, { id: "8" }] });
  const inputs = [{ id: "7", properties: { firstname: "Asha" } }, { id: "8", properties: { nothing: "1" } }];
  const path = `${OBJECTS}/contacts/batch/update`;
  assert.equal((await send(hubspot, "POST", path, { inputs })).status, 400);
  assert.deepEqual(hubspot.contact("7")?.properties, {});
  const traced = inputs.map((input) => ({ ...input, objectWriteTraceId: `trace-${input.id}` }));
  const { status, body } = await send(hubspot, "POST", path, { inputs: traced });
  assert.equal(status, 200);
  assert.deepEqual(idsOf(body), ["7"]);
  assert.match(JSON.stringify(body.errors), /"objectWriteTraceId":\["trace-8"\]/);
  assert.equal(hubspot.contact("7")?.properties.firstname, "Asha");
});

Deno.test("a property that is unknown to the portal can be created, searched and removed", async () => {
  await using hubspot = await startHubspot({
    contacts: [{ id: "7" }],
    withoutProperties: ["last_checkup_date"],
  });
  const path = "/crm/properties/2026-09/contacts";
  assert.equal((await send(hubspot, "GET", `${path}/last_checkup_date`)).status, 404);
  assert.equal(await found(hubspot, [filter("last_checkup_date", "HAS_PROPERTY")]), 400);
  const definition = {
    groupName: "checkups",
    name: "last_checkup_date",
    label: "Last check-up date",
    type: "date",
    fieldType: "date",
  };
  assert.equal((await send(hubspot, "POST", path, definition)).status, 400);
  const group = { name: "checkups", label: "Check-ups" };
  assert.equal((await send(hubspot, "POST", `${path}/groups`, group)).status, 201);
  assert.equal((await send(hubspot, "POST", `${path}/groups`, group)).status, 409);
  assert.equal((await send(hubspot, "GET", `${path}/groups/checkups`)).body.label, "Check-ups");
  assert.equal((await send(hubspot, "POST", path, { ...definition, fieldType: "text" })).status, 400);
  assert.equal((await send(hubspot, "POST", path, definition)).status, 201);
  assert.equal((await send(hubspot, "POST", path, definition)).status, 409);
  for (const version of ["/crm/v3/properties", "/crm/properties/2026-03", "/crm/properties/2026-09"]) {
    const { body } = await send(hubspot, "GET", `${version}/contacts/last_checkup_date`);
    assert.deepEqual([body.type, body.fieldType, body.options], ["date", "date", []]);
  }
  assert.deepEqual(await found(hubspot, [filter("last_checkup_date", "HAS_PROPERTY")]), []);
  assert.equal((await send(hubspot, "DELETE", `${path}/last_checkup_date`)).status, 204);
  assert.equal((await send(hubspot, "DELETE", `${path}/email`)).status, 400);
  assert.equal((await send(hubspot, "GET", `${path}/last_checkup_date`)).status, 404);
});

Deno.test("definitions show HubSpot's time zone slugs, the call outcomes and the account's own zone", async () => {
  await using hubspot = await startHubspot({ portal: { id: 42, timeZone: "America/Phoenix" } });
  const zones = await send(hubspot, "GET", "/crm/v3/properties/contacts/hs_timezone");
  assert.match(zones.text, /"value":"america_slash_port_hyphen_au_hyphen_prince"/);
  assert.match(zones.text, /"value":"asia_slash_kolkata"/);
  const outcomes = await send(hubspot, "GET", "/crm/properties/2026-09/calls/hs_call_disposition");
  assert.match(outcomes.text, /"label":"Connected","value":"f240bbac-87c9-4f6e-bf70-924b57d47db7"/);
  const { body } = await send(hubspot, "GET", "/account-info/2026-09/details");
  assert.deepEqual([body.portalId, body.timeZone, body.utcOffset], [42, "America/Phoenix", "-07:00"]);
});
