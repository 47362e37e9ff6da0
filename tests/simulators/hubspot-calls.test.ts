import assert from "node:assert/strict";
import { idsOf, logCall, OBJECTS, send, START, startHubspot, toContact } from "./hubspot-support.ts";

const CONTACTS = [{ id: "7", properties: { firstname: "Asha" } }, { id: "8" }];
const CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7";

Deno.test("a call is logged for a contact and moves its last contact and its modification date", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  hubspot.pass(60);
  const { status, body } = await logCall(hubspot, "7", {
    hs_timestamp: `${Date.parse("2026-11-22T05:00:00Z")}`,
    hs_call_status: "COMPLETED",
    hs_call_direction: "OUTBOUND",
    hs_call_disposition: CONNECTED,
    hs_call_duration: "93000",
    hs_call_external_id: "ours-1",
  });
  assert.equal(status, 201);
  assert.equal(body.properties.hs_timestamp, "2026-11-22T05:00:00.000Z");
  const [call] = hubspot.calls();
  assert.deepEqual([call?.id, call?.contactIds, call?.properties.hs_call_external_id], [
    body.id,
    ["7"],
    "ours-1",
  ]);
  const contact = hubspot.contact("7");
  assert.equal(contact?.updatedAt, "2026-11-22T06:01:00.000Z");
  assert.equal(contact?.properties.notes_last_contacted, "2026-11-22T05:00:00.000Z");
  assert.equal(contact?.properties.num_contacted_notes, "1");
  // An older call does not move the last contact back.
  await logCall(hubspot, "7", { hs_timestamp: "2026-11-01T00:00:00Z" });
  assert.equal(hubspot.contact("7")?.properties.notes_last_contacted, "2026-11-22T05:00:00.000Z");
  assert.equal(hubspot.contact("7")?.properties.num_contacted_notes, "2");
});

Deno.test("the same call posted twice is two calls", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const ids = [];
  for (let n = 0; n < 2; n++) {
    ids.push((await logCall(hubspot, "7", { hs_call_external_id: "ours-1" })).body.id);
  }
  assert.equal(new Set(ids).size, 2);
  assert.deepEqual(hubspot.callsOf("7").map(({ id }) => id), ids);
});

Deno.test("a call with a wrong property or association is refused, and nothing is created", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const wrong: Record<string, string | null>[] = [
    { hs_timestamp: null },
    { hs_call_status: "DONE" },
    { hs_call_direction: "outbound" },
    { hs_call_disposition: "Connected" },
    { hs_call_disposition: crypto.randomUUID() },
    { hs_call_duration: "1m 33s" },
    { call_summary: "a contact's property" },
  ];
  for (const properties of wrong) {
    const { status, body } = await logCall(hubspot, "7", properties);
    assert.equal(status, 400, JSON.stringify(properties));
    assert.equal(body.category, "VALIDATION_ERROR");
  }
  const create = (association: unknown) =>
    send(hubspot, "POST", `${OBJECTS}/calls`, {
      properties: { hs_timestamp: START },
      associations: [association],
    });
  assert.equal((await create(toContact("404"))).status, 400);
  assert.equal((await create(toContact("7", 193))).status, 400);
  assert.equal((await create({ to: { id: "7" } })).status, 400);
  hubspot.changeSettings({ missingAssociationStatus: 404, unknownDisposition: "accept" });
  assert.equal((await create(toContact("404"))).status, 404);
  assert.deepEqual(hubspot.calls(), []);
  assert.equal((await logCall(hubspot, "7", { hs_call_disposition: crypto.randomUUID() })).status, 201);
});

Deno.test("calls are read, read in a batch, changed, and found by our id after the index lag", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const { body } = await logCall(hubspot, "7", { hs_call_external_id: "ours-1" });
  const id = body.id;
  const path = `${OBJECTS}/calls/${id}?properties=hs_call_external_id`;
  assert.equal((await send(hubspot, "GET", path)).body.properties.hs_call_external_id, "ours-1");
  const batch = await send(hubspot, "POST", `${OBJECTS}/calls/batch/read`, {
    inputs: [{ id }],
    properties: ["hs_call_external_id"],
  });
  assert.equal(batch.body.results[0]?.properties.hs_call_external_id, "ours-1");
  const find = async () => {
    const filters = [{ propertyName: "hs_call_external_id", operator: "EQ", value: "ours-1" }];
    const answer = await send(hubspot, "POST", `${OBJECTS}/calls/search`, { filterGroups: [{ filters }] });
    return idsOf(answer.body);
  };
  assert.deepEqual(await find(), []);
  hubspot.pass(5);
  assert.deepEqual(await find(), [id]);
  const change = { properties: { hs_call_title: "AI check-up reminder" } };
  assert.equal((await send(hubspot, "PATCH", `${OBJECTS}/calls/${id}`, change)).status, 200);
  assert.equal(hubspot.calls()[0]?.properties.hs_call_title, "AI check-up reminder");
});

Deno.test("a contact's calls are listed in the form of each version, and follow it through a merge", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const id = (await logCall(hubspot, "7")).body.id ?? "";
  const list = async (path: string, contact = "7") =>
    (await send(hubspot, "GET", `${path}/contacts/${contact}/associations/calls`)).body.results;
  const numbered = {
    toObjectId: Number(id),
    associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 193, label: null }],
  };
  const named = { id, type: "contact_to_call" };
  const bare = (results: Record<string, unknown>[]) => results.map(({ properties: _, ...result }) => result);
  assert.deepEqual(bare(await list("/crm/v3/objects")), [named]);
  assert.deepEqual(bare(await list("/crm/v4/objects")), [numbered]);
  const older = "/crm/objects/2026-03";
  assert.deepEqual(bare(await list(older)), [{ ...named, ...numbered }]);
  assert.deepEqual(await list(older, "8"), []);
  assert.equal((await send(hubspot, "GET", `${OBJECTS}/contacts/7/associations/calls`)).status, 404);
  const batch = await send(hubspot, "POST", "/crm/associations/2026-09/contacts/calls/batch/read", {
    inputs: [{ id: "7" }, { id: "8" }],
  });
  assert.match(batch.text, new RegExp(`"from":\\{"id":"7"\\},"to":\\[\\{"toObjectId":"${id}"`));
  assert.match(batch.text, /"subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND","message":"[^"]* 8\./);
  hubspot.mergeContacts("7", "8");
  assert.deepEqual(hubspot.calls()[0]?.contactIds, ["8"]);
  assert.equal((await list(older, "8")).length, 1);
  assert.equal((await list(older, "7")).length, 1);
});

Deno.test("an association can be put again and again and counts once", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const { body } = await send(hubspot, "POST", `${OBJECTS}/calls`, { properties: { hs_timestamp: START } });
  const paths = [
    `${OBJECTS}/calls/${body.id}/associations/default/contacts/8`,
    `/crm/v4/objects/calls/${body.id}/associations/default/contacts/8`,
    `/crm/v3/objects/calls/${body.id}/associations/contacts/8/194`,
    `/crm/v3/objects/contacts/8/associations/calls/${body.id}/contact_to_call`,
  ];
  for (const path of paths) assert.equal((await send(hubspot, "PUT", path)).status, 200, path);
  assert.equal(hubspot.contact("8")?.properties.num_contacted_notes, "1");
  assert.equal(hubspot.callsOf("8").length, 1);
  assert.equal(
    (await send(hubspot, "PUT", `${OBJECTS}/calls/${body.id}/associations/default/contacts/404`)).status,
    404,
  );
});

Deno.test("an upsert by a unique property makes one call, however often it is sent", async () => {
  await using hubspot = await startHubspot({
    properties: [{ objectType: "calls", name: "ai_call_key", hasUniqueValue: true }],
  });
  const upsert = (idProperty: string) =>
    send(hubspot, "POST", `${OBJECTS}/calls/batch/upsert`, {
      inputs: [{ idProperty, id: "ours-1", properties: { hs_timestamp: START } }],
    });
  const first = await upsert("ai_call_key");
  const second = await upsert("ai_call_key");
  assert.deepEqual([first.status, second.status], [200, 200]);
  assert.deepEqual([first.body.results[0]?.new, second.body.results[0]?.new], [true, false]);
  assert.deepEqual(idsOf(first.body), idsOf(second.body));
  assert.equal((await upsert("hs_call_external_id")).status, 400);
  assert.equal(hubspot.calls().length, 1);
  const taken = { properties: { hs_timestamp: START, ai_call_key: "ours-1" } };
  assert.equal((await send(hubspot, "POST", `${OBJECTS}/calls`, taken)).status, 409);
});

Deno.test("unique properties on calls can be forbidden, as nobody has shown that HubSpot allows them", async () => {
  await using hubspot = await startHubspot();
  const create = (name: string) =>
    send(hubspot, "POST", "/crm/properties/2026-09/calls", {
      groupName: "call",
      name,
      label: "Key",
      type: "string",
      fieldType: "text",
      hasUniqueValue: true,
    });
  assert.equal((await create("ai_call_key")).status, 201);
  hubspot.changeSettings({ uniqueOnCalls: false });
  assert.equal((await create("other_key")).status, 400);
});
