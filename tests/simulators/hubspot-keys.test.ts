import assert from "node:assert/strict";
import { OBJECTS, search, send, startHubspot, toContact } from "./hubspot-support.ts";

Deno.test("a key does what its scopes say, and a refusal names the missing one", async () => {
  await using hubspot = await startHubspot({
    contacts: [{ id: "7" }],
    keys: [{ token: "pat-read", scopes: ["crm.objects.contacts.read"] }, { token: "pat-none", scopes: [] }],
  });
  const call = { properties: { hs_timestamp: "1" }, associations: [toContact("7")] };
  const asked: [string, string, unknown, string][] = [
    ["PATCH", `${OBJECTS}/contacts/0`, { properties: {} }, "crm.objects.contacts.write"],
    ["POST", `${OBJECTS}/calls`, call, "crm.objects.contacts.write"],
    ["PUT", `${OBJECTS}/calls/1/associations/default/contacts/7`, undefined, "crm.objects.contacts.write"],
    ["POST", "/crm/properties/2026-09/contacts", {}, "crm.schemas.contacts.write"],
  ];
  for (const [method, path, body, scope] of asked) {
    const refused = await send(hubspot, method, path, body, "pat-read");
    assert.equal(refused.status, 403, path);
    assert.equal(refused.body.category, "MISSING_SCOPES");
    assert.deepEqual(refused.body.context, { missingScopes: [scope] });
    assert.notEqual((await send(hubspot, method, path, body)).status, 403);
  }
  for (const path of [`${OBJECTS}/contacts/7`, "/crm/properties/2026-09/contacts/email"]) {
    assert.equal((await send(hubspot, "GET", path, undefined, "pat-read")).status, 200);
    assert.equal((await send(hubspot, "GET", path, undefined, "pat-none")).status, 403);
  }
  const searched = await send(hubspot, "POST", `${OBJECTS}/contacts/search`, {}, "pat-none");
  assert.deepEqual(searched.body.context, { missingScopes: ["crm.objects.contacts.read"] });
  assert.equal((await send(hubspot, "GET", "/account-info/v3/details", undefined, "pat-none")).status, 200);
});

Deno.test("without the write scope nothing is told of contact 0, with it there is none", async () => {
  await using hubspot = await startHubspot();
  const probe = () => send(hubspot, "PATCH", `${OBJECTS}/contacts/0`, { properties: {} });
  assert.equal((await probe()).status, 404);
  hubspot.setKey({ token: hubspot.token, scopes: ["crm.objects.contacts.read"] });
  assert.equal((await probe()).status, 403);
});

Deno.test("a key is revoked at run time, and given back", async () => {
  await using hubspot = await startHubspot();
  hubspot.revokeKey(hubspot.token);
  const { status, body } = await search(hubspot, []);
  assert.deepEqual([status, body.category], [401, "INVALID_AUTHENTICATION"]);
  hubspot.setKey({ token: hubspot.token });
  assert.equal((await search(hubspot, [])).status, 200);
});

Deno.test("a rotated key lives on through its grace, and the new one has its scopes", async () => {
  await using hubspot = await startHubspot();
  const old = hubspot.token;
  const next = hubspot.rotateKey(old, { graceSeconds: 60 });
  assert.equal(hubspot.token, next);
  const read = async (token: string) =>
    (await send(hubspot, "GET", `${OBJECTS}/contacts`, undefined, token)).status;
  assert.deepEqual([await read(old), await read(next)], [200, 200]);
  hubspot.pass(60);
  assert.deepEqual([await read(old), await read(next)], [401, 200]);
});

Deno.test("the token decides whose account is seen, and accounts share nothing", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "7", properties: { firstname: "Asha" } }] });
  const other = hubspot.addPortal({
    token: "pat-other",
    contacts: [{ id: "7", properties: { firstname: "Ben" } }],
    portal: { timeZone: "America/New_York" },
  });
  const read = async (token: string) =>
    (await send(hubspot, "GET", `${OBJECTS}/contacts/7`, undefined, token)).body.properties.firstname;
  assert.deepEqual([await read(hubspot.token), await read("pat-other")], ["Asha", "Ben"]);
  other.editContact("7", { firstname: "Bob" });
  assert.equal(hubspot.contact("7")?.properties.firstname, "Asha");
  const details = await send(hubspot, "GET", "/account-info/v3/details", undefined, "pat-other");
  assert.equal(details.body.portalId, other.portalId);
  assert.notEqual(other.portalId, hubspot.portalId);
  other.revokeKey("pat-other");
  assert.equal(
    (await send(hubspot, "GET", `${OBJECTS}/contacts/7`, undefined, "pat-other")).status,
    401,
  );
  hubspot.reset();
  assert.equal(await read("pat-other"), undefined);
});
