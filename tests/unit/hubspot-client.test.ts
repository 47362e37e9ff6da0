import assert from "node:assert/strict";
import { createHubspotClient, fitsSearch } from "../../supabase/functions/_shared/hubspot/client.ts";
import type { HubspotRequest } from "../../supabase/functions/_shared/hubspot/exchange.ts";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> } | Error;

/** A client whose HubSpot gives these answers one after the other (the last one for ever). No time passes. */
function clientOf(...answers: Answer[]) {
  const requests: HubspotRequest[] = [];
  const holds: [string, number][] = [];
  const turns: string[] = [];
  let time = Date.parse("2026-05-26T12:00:00Z");
  const client = createHubspotClient({
    timeZone: "UTC",
    now: () => time,
    pause: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    takeTurn: (kind) => {
      turns.push(kind);
      return Promise.resolve(0);
    },
    hold: (kind, seconds) => {
      holds.push([kind, seconds]);
      return Promise.resolve();
    },
    send: (request) => {
      requests.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined || answer instanceof Error) {
        return Promise.reject(answer ?? new Error("no answer"));
      }
      const { status = 200, body = {}, headers = {} } = answer;
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return Promise.resolve({ status, headers: new Headers(headers), text });
    },
  });
  return { client, requests, holds, turns };
}

const record = (id: string) => ({ id, properties: { hs_object_id: id } });
const call = { contactId: "101", properties: { hs_timestamp: "2026-05-26T12:00:00Z" } };

Deno.test("a search sends all five fields, sorts by id, and keeps to ids as numbers", async () => {
  const { client, requests, turns } = clientOf({
    body: { total: 3, results: ["9", "10", "100"].map(record) },
  });
  const modifiedFrom = new Date("2026-05-01T00:00:00Z");
  const page = await client.searchContacts({ afterId: "8", modifiedFrom, properties: ["phone"] });
  assert.ok(page.ok);
  assert.equal(page.value.lastId, "100");
  assert.equal(page.value.isLast, true);
  assert.deepEqual(requests[0]?.body, {
    filterGroups: [{
      filters: [
        { propertyName: "hs_object_id", operator: "GT", value: "8" },
        { propertyName: "lastmodifieddate", operator: "GTE", value: "1777593600000" },
      ],
    }],
    sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
    properties: ["phone"],
    limit: 200,
    after: "0",
  });
  assert.deepEqual(turns, ["search"]);
});

Deno.test("a page that ends short is the last only where HubSpot names no further one", async () => {
  const more = clientOf({ body: { results: [record("9")], paging: { next: { after: "1" } } } });
  const short = await more.client.searchContacts({ afterId: "0", properties: [] });
  assert.ok(short.ok && !short.value.isLast);
  const full = clientOf({
    body: { results: Array.from({ length: 200 }, (_, index) => record(String(index + 1))) },
  });
  const whole = await full.client.searchContacts({ afterId: "0", properties: [] });
  assert.ok(whole.ok && !whole.value.isLast, "a full page without a next one is asked behind once more");
});

Deno.test("a page that does not go on behind the last one is no page: it would be read for ever", async () => {
  const { client } = clientOf({ body: { results: [record("9")], paging: { next: { after: "1" } } } });
  const page = await client.searchContacts({ afterId: "9", properties: [] });
  assert.ok(!page.ok);
  assert.equal(page.failure.kind, "unreachable");
});

Deno.test("a record that cannot be read hides no other one", async () => {
  const results = [{ id: "no number", properties: {} }, { id: "12" }, record("13"), null];
  const page = await clientOf({ body: { results } }).client.searchContacts({ afterId: "0", properties: [] });
  assert.ok(page.ok);
  assert.deepEqual(page.value.contacts.map(({ id, readable }) => [id, readable]), [["12", false], [
    "13",
    true,
  ]]);
});

Deno.test("a search request stays below 3 000 characters, or is not sent", async () => {
  assert.ok(fitsSearch(Array.from({ length: 30 }, (_, index) => `checkup_property_${index}`)));
  const many = Array.from({ length: 40 }, (_, index) => `${"checkup_".repeat(9)}${index}`);
  assert.ok(!fitsSearch(many));
  const { client, requests } = clientOf({ body: { results: [] } });
  await assert.rejects(client.searchContacts({ afterId: "0", properties: many }), RangeError);
  assert.equal(requests.length, 0);
});

Deno.test("a read is asked again after a 5xx, a broken body, a lost connection and a short limit", async () => {
  const { client, requests, holds } = clientOf(
    { status: 502 },
    { body: '{"id": "101", "prop' },
    new TypeError("connection closed"),
    { status: 429, body: { policyName: "SECONDLY" } },
    { body: record("101") },
  );
  const read = await client.readContact("101", ["phone"]);
  assert.ok(read.ok);
  assert.equal(requests.length, 5);
  assert.deepEqual(holds, [["request", 1]]);
});

Deno.test("asking again ends at the deadline, and with the last reason", async () => {
  const { client, requests } = clientOf({ status: 503 });
  const read = await client.readContact("101", []);
  assert.ok(!read.ok);
  assert.deepEqual([read.failure.kind, read.failure.status], ["unreachable", 503]);
  assert.ok(requests.length > 2 && requests.length < 10, String(requests.length));
});

Deno.test("what asking again cannot mend is asked once", async () => {
  for (const status of [400, 401, 403, 404, 409, 477]) {
    const { client, requests } = clientOf({ status });
    assert.ok(!(await client.readContact("101", [])).ok);
    assert.equal(requests.length, 1, String(status));
  }
});

Deno.test("the daily limit holds the account until its midnight and is not asked again", async () => {
  const { client, requests, holds } = clientOf({ status: 429, body: { policyName: "DAILY" } });
  const read = await client.readContact("101", []);
  assert.ok(!read.ok);
  assert.equal(read.failure.kind, "daily_limit");
  assert.deepEqual(holds, [["daily", 12 * 3600]]);
  assert.equal(requests.length, 1);
});

Deno.test("a create is sent once, whatever comes back, and says whether it may have been done", async () => {
  const outcomes: [Answer, string][] = [
    [{ status: 502 }, "unclear"],
    [{ status: 201, body: '{"id": "5' }, "unclear"],
    [new TypeError("connection closed before message completed"), "unclear"],
    [new DOMException("Signal timed out.", "TimeoutError"), "unclear"],
    [new TypeError("error sending request: client error (Connect)"), "unreachable"],
    [{ status: 429, body: { policyName: "TEN_SECONDLY_ROLLING" } }, "slow_down"],
    [{ status: 400 }, "refused"],
  ];
  for (const [answer, kind] of outcomes) {
    const { client, requests } = clientOf(answer);
    const created = await client.createCall(call);
    assert.ok(!created.ok);
    assert.equal(created.failure.kind, kind);
    assert.equal(requests.length, 1, kind);
    assert.equal(requests[0]?.repeatable, false);
  }
});

Deno.test("a batch is judged by what is in it, not by its status: only a record named as not found is missing", async () => {
  const notFound = { category: "OBJECT_NOT_FOUND", context: { ids: ["2"] } };
  const named = clientOf({ status: 207, body: { results: [record("1")], errors: [notFound], numErrors: 1 } });
  const some = await named.client.readContacts(["1", "2", "3"], []);
  assert.ok(some.ok);
  assert.deepEqual(some.value.missing, ["2"]);
  const silent = clientOf({ body: { results: [record("1")] } });
  const rest = await silent.client.readContacts(["1", "2"], []);
  assert.ok(rest.ok);
  assert.deepEqual(rest.value.missing, ["2"]);
  const trouble = clientOf({ body: { results: [], errors: [{ category: "INTERNAL_ERROR" }] } });
  const none = await trouble.client.readContacts(["1"], []);
  assert.ok(none.ok);
  assert.deepEqual(none.value.missing, []);
});

Deno.test("the calls of a contact are all of them, or none: a gap would prove an absence that is none", async () => {
  const page = (to: unknown[], next?: string) => ({
    body: {
      results: [{
        from: { id: "101" },
        to,
        ...(next === undefined ? {} : { paging: { next: { after: next } } }),
      }],
    },
  });
  const calls = (...ids: string[]) => ({
    body: { results: ids.map((id) => ({ id, properties: { hs_call_external_id: `of ${id}` } })) },
  });
  const whole = clientOf(page([{ toObjectId: "5" }], "6"), page([{ toObjectId: 6 }]), calls("5", "6"));
  const found = await whole.client.readCallsOf("101");
  assert.deepEqual(found, {
    ok: true,
    value: [{ id: "5", externalId: "of 5" }, { id: "6", externalId: "of 6" }],
  });
  assert.deepEqual(
    whole.requests.slice(0, 2).map(({ path, body }) => [path, body]),
    [{ id: "101" }, { id: "101", after: "6" }].map((
      input,
    ) => ["/crm/associations/2026-09/contacts/calls/batch/read", { inputs: [input] }]),
  );

  const none = { category: "OBJECT_NOT_FOUND", subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND" };
  for (const body of [{ results: [] }, { results: [], numErrors: 1, errors: [none] }]) {
    assert.deepEqual(await clientOf({ body }).client.readCallsOf("101"), { ok: true, value: [] });
  }
  const unreadable = {
    body: {
      results: [{ id: "5", properties: { hs_call_external_id: "a" } }],
      errors: [{ category: "OTHER" }],
    },
  };
  const gaps = [
    [page([{ toObjectId: "5" }, { toObjectId: "6" }]), unreadable],
    [page([{ toObjectId: "5" }, { id: "6" }]), calls("5")],
    [{ body: { results: [], numErrors: 1, errors: [{ category: "INTERNAL_ERROR" }] } }, calls()],
    [{ body: { results: [], numErrors: 1 } }, calls()],
  ];
  for (const answers of gaps) assert.ok(!(await clientOf(...answers).client.readCallsOf("101")).ok);
});

Deno.test("an update of contact 0 tells whether the token may write, and writes nothing", async () => {
  assert.ok((await clientOf({ status: 404 }).client.probeWrite()).ok);
  const denied = await clientOf({ status: 403 }).client.probeWrite();
  assert.ok(!denied.ok && denied.failure.kind === "scope_missing");
});
