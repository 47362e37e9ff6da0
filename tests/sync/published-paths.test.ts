import assert from "node:assert/strict";
import published from "./hubspot-2026-09-paths.json" with { type: "json" };
import { createHubspotClient } from "../../supabase/functions/_shared/hubspot/client.ts";
import { manyContacts, startPullWorld } from "./pull-world.ts";
import { startWriteBackWorld } from "./write-back-world.ts";
import type { LoggedRequest } from "../../local/simulators/request-log.ts";

const paths = Object.values(published.files).flat().map((line) => {
  const [method, path = ""] = line.split(" ");
  return { method, pattern: new URLPattern({ pathname: path.replaceAll(/\{(\w+)\}/g, ":$1") }) };
});

const isPublished = ({ method, path }: Pick<LoggedRequest, "method" | "path">) =>
  paths.some((known) => known.method === method && known.pattern.test({ pathname: path }));

function assertPublished(requests: readonly LoggedRequest[]): void {
  const others = requests.filter((request) => !isPublished(request));
  assert.deepEqual([...new Set(others.map(({ method, path }) => `${method} ${path}`))], []);
}

Deno.test("a write-back, its look before a call is sent again too, asks HubSpot by published paths alone", async () => {
  await using world = await startWriteBackWorld();
  const { hubspot } = world;
  const org = await world.connectOrganization();
  hubspot.changeSettings({ associationsPerPage: 1 });
  const { contactId } = await world.endCall(org);
  await world.writeBack();
  await world.endCall(org, { contactId });
  hubspot.setFaults([{ fault: "502-after-commit", on: "create-call", times: 1 }]);
  await world.writeBack();
  await world.passTime(1800);
  await world.writeBack();
  assert.equal(hubspot.callsOf(contactId).length, 2);
  assert.equal(world.creates(contactId), 2);
  assertPublished(hubspot.requests);
  assert.ok(hubspot.requests.filter(({ path }) => path.includes("/crm/associations/")).length > 1, "paged");
});

Deno.test("so does a reading of the contacts", async () => {
  await using world = await startPullWorld({ withFunctions: false });
  const org = await world.connect({ contacts: manyContacts(3) });
  assert.equal(await world.pull(org), "completed");
  assert.ok(world.stack.hubspot.requests.length > 2);
  assertPublished(world.stack.hubspot.requests);
  assert.ok(!isPublished({ method: "GET", path: "/crm/objects/2026-09/contacts/101/associations/calls" }));
});

Deno.test("so does a look at a list and at who is on it", async () => {
  const asked: LoggedRequest["path"][] = [];
  const client = createHubspotClient({
    send: ({ path }) => {
      asked.push(path.split("?")[0] ?? "");
      return Promise.resolve({ status: 404, headers: new Headers(), text: "" });
    },
    takeTurn: () => Promise.resolve(0),
    hold: () => Promise.resolve(),
    timeZone: "UTC",
  });
  await client.readList("7");
  await client.readListMembers("7", "2");
  await client.probeLists();
  assert.equal(asked.length, 3);
  assert.ok(asked.every((path) => isPublished({ method: "GET", path })), asked.join(", "));
});
