import assert from "node:assert/strict";
import { demoContacts } from "../../local/simulators/hubspot/demo-contacts.ts";
import { startHubspotSimulator } from "../../local/simulators/hubspot/start-hubspot-simulator.ts";
import { filter, found, logCall, OBJECTS, search, send, startHubspot } from "./hubspot-support.ts";

Deno.test("contacts are set, changed, archived and merged over HTTP, without a key and unlogged", async () => {
  await using hubspot = await startHubspot();
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hubspot.url}/__simulator${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return await answer.json();
  };
  const contacts = [{ id: "7", properties: { firstname: "Asha" } }, { properties: {} }, { id: "9" }];
  assert.deepEqual(await control("PUT", "/contacts", { contacts }), { ids: ["7", "50000001", "9"] });
  assert.deepEqual(await control("PUT", "/contacts/8", { properties: { phone: "1" } }), { id: "8" });
  const edited = await control("PATCH", "/contacts/8", { properties: { last_checkup_date: "2026-11-01" } });
  assert.deepEqual(edited.contact.properties, { phone: "1", last_checkup_date: "2026-11-01" });
  assert.deepEqual(await control("POST", "/contacts/7/merge", { into: "8" }), { ok: true });
  assert.deepEqual(await control("DELETE", "/contacts/9"), { ok: true });
  const shown = await control("GET", "/contacts/7");
  assert.deepEqual([shown.contact.mergedInto, shown.contact.archived], ["8", true]);
  assert.equal((await control("GET", "/contacts")).contacts.length, 4);
  assert.deepEqual(hubspot.requests, []);
  for (
    const [method, path, body] of [
      ["PUT", "/contacts/8", { properties: { last_checkup_date: "soon" } }],
      ["PUT", "/contacts/8", { firstname: "Asha" }],
      ["PATCH", "/contacts/404", { properties: {} }],
      ["POST", "/contacts/8/merge", { into: "8" }],
      ["GET", "/contacts?portal=1", undefined],
    ] as const
  ) assert.equal(typeof (await control(method, path, body)).error, "string", path);
});

Deno.test("faults, settings, properties and keys change over HTTP, and wrong ones are refused", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }] });
  const control = (method: string, path: string, body?: unknown) =>
    send(hubspot, method, `/__simulator${path}`, body);
  const faults = [{ fault: "500", on: "search", times: 2 }];
  assert.deepEqual(JSON.parse((await control("PUT", "/faults", { faults })).text), { faults });
  assert.equal((await search(hubspot, [])).status, 500);
  assert.match((await control("GET", "/faults")).text, /"times":1/);
  assert.equal((await control("PUT", "/faults", { faults: [{ fault: "404" }] })).status, 400);
  assert.equal((await control("PUT", "/faults", { faults: [{ fault: "500", on: "serch" }] })).status, 400);
  await control("PUT", "/faults", { faults: [] });

  const change = { indexLagSeconds: 0, requiredByAdmin: { calls: ["hs_call_title"] } };
  assert.equal((await control("PATCH", "/settings", change)).status, 200);
  assert.deepEqual(hubspot.settings.requiredByAdmin, { contacts: [], calls: ["hs_call_title"] });
  assert.equal((await control("PATCH", "/settings", { indexLag: 1 })).status, 400);
  assert.deepEqual(JSON.parse((await control("GET", "/settings")).text), { ...hubspot.settings });

  await control("PUT", "/properties", { name: "last_visit", type: "date" });
  assert.deepEqual(await found(hubspot, [filter("last_visit", "HAS_PROPERTY")]), []);
  await control("DELETE", "/properties/contacts/last_visit");
  assert.equal(await found(hubspot, [filter("last_visit", "HAS_PROPERTY")]), 400);

  await control("PUT", "/keys", { token: "pat-two", scopes: ["crm.objects.contacts.read"] });
  const rotated = await control("POST", "/keys/pat-two/rotate", { newToken: "pat-three" });
  assert.equal(rotated.body.token, "pat-three");
  const read = async (token: string) =>
    (await send(hubspot, "GET", `${OBJECTS}/contacts/7`, undefined, token)).status;
  assert.deepEqual([await read("pat-two"), await read("pat-three")], [401, 200]);
  await control("DELETE", "/keys/pat-three");
  assert.equal(await read("pat-three"), 401);
  assert.match((await control("GET", "/keys")).text, /"token":"pat-three".*"revoked":true/);
});

Deno.test("calls and requests are listed over HTTP, and the index is brought up to date", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7" }, { id: "8" }] });
  await logCall(hubspot, "7", { hs_call_external_id: "ours-1" });
  await search(hubspot, []);
  const control = async (method: string, path: string) =>
    JSON.parse((await send(hubspot, method, `/__simulator${path}`)).text);
  assert.equal((await control("GET", "/calls")).calls.length, 1);
  assert.equal((await control("GET", "/calls?contact=7")).calls[0].properties.hs_call_external_id, "ours-1");
  assert.deepEqual((await control("GET", "/calls?contact=8")).calls, []);
  const { requests, counts } = await control("GET", "/requests?kind=create-call");
  assert.equal(requests[0].body.properties.hs_call_external_id, "ours-1");
  assert.deepEqual(counts, { "create-call": { total: 1, answers: { 201: 1 } } });
  const bumped = [filter("num_contacted_notes", "EQ", "1")];
  assert.deepEqual(await found(hubspot, bumped), []);
  await control("POST", "/index/catch-up");
  assert.deepEqual(await found(hubspot, bumped), ["7"]);
  await control("POST", "/reset");
  assert.deepEqual([hubspot.calls(), hubspot.requests.length], [[], 0]);
});

Deno.test("a busy port is a clear error", async () => {
  await using first = await startHubspot();
  await assert.rejects(startHubspotSimulator({ port: first.port }), /Cannot listen on 127\.0\.0\.1:\d+/);
});

Deno.test("the demo's clinic has a contact for each thing that can be said of one", async () => {
  const contacts = demoContacts("2026-03-02");
  await using hubspot = await startHubspot({ contacts });
  assert.equal(new Set(contacts.map(({ id }) => id)).size, 12);
  const due = await found(hubspot, [filter("last_checkup_date", "LTE", `${Date.parse("2026-02-25")}`)]);
  assert.equal(Array.isArray(due) && due.length, 8);
  assert.deepEqual(await found(hubspot, [filter("last_checkup_date", "NOT_HAS_PROPERTY")]), ["40000157"]);
  const future = [filter("last_checkup_date", "GT", `${Date.parse("2026-03-02")}`)];
  assert.deepEqual(await found(hubspot, future), ["40000178"]);
  assert.deepEqual(await found(hubspot, [filter("do_not_call", "EQ", "true")]), ["40000136"]);
});
