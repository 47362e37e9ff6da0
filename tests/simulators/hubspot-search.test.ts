import assert from "node:assert/strict";
import type { ContactInput } from "../../local/simulators/hubspot/contact-input.ts";
import { filter, found, idsOf, OBJECTS, search, send, startHubspot } from "./hubspot-support.ts";

const day = (text: string) => `${Date.parse(text)}`;

const CONTACTS: ContactInput[] = [
  { id: "9", properties: { firstname: "Asha", last_checkup_date: "2026-05-25", phone: "+919876543210" } },
  { id: "20", properties: { firstname: "Bina", last_checkup_date: "2026-05-26", hs_language: "hi" } },
  { id: "33", properties: { firstname: "Chitra Rao", last_checkup_date: day("2026-05-27") } },
  { id: "101", properties: { firstname: "Devi" } },
  { id: "102", archived: true, properties: { firstname: "Esha", last_checkup_date: "2026-01-01" } },
];

Deno.test("LTE takes the boundary day, compares days as UTC midnights and leaves empty values out", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const upTo = (text: string) => found(hubspot, [filter("last_checkup_date", "LTE", day(text))]);
  assert.deepEqual(await upTo("2026-05-26"), ["9", "20"]);
  assert.deepEqual(await upTo("2026-05-25"), ["9"]);
  assert.deepEqual(await upTo("2026-05-24"), []);
  assert.deepEqual(await found(hubspot, [filter("last_checkup_date", "LT", day("2026-05-26"))]), ["9"]);
  assert.deepEqual(await found(hubspot, [filter("last_checkup_date", "NEQ", day("2026-05-26"))]), [
    "9",
    "33",
  ]);
  assert.deepEqual(await found(hubspot, [filter("last_checkup_date", "NOT_HAS_PROPERTY")]), ["101"]);
});

Deno.test("an ISO value and a time that is not midnight are refused in a date filter, unless switched on", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const iso = [filter("last_checkup_date", "LTE", "2026-05-26")];
  const late = [filter("last_checkup_date", "LTE", day("2026-05-26T04:00:00Z"))];
  assert.equal(await found(hubspot, iso), 400);
  assert.equal(await found(hubspot, late), 400);
  assert.equal(await found(hubspot, [filter("createdate", "GT", "2026-05-26T00:00:00Z")]), 400);
  hubspot.changeSettings({ searchIsoDates: true, searchNonMidnight: "truncate" });
  assert.deepEqual(await found(hubspot, iso), ["9", "20"]);
  assert.deepEqual(await found(hubspot, late), ["9", "20"]);
});

Deno.test("every operator finds what it should", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const one = async (propertyName: string, operator: string, operands: Record<string, unknown>) =>
    await found(hubspot, [{ propertyName, operator, ...operands }]);
  assert.deepEqual(await one("firstname", "EQ", { value: "aSHA" }), ["9"]);
  assert.deepEqual(await one("hs_language", "EQ", { value: "HI" }), []);
  assert.deepEqual(await one("firstname", "IN", { values: ["asha", "Bina"] }), ["9"]);
  assert.deepEqual(await one("firstname", "NOT_IN", { values: ["asha", "bina"] }), ["33", "101"]);
  assert.deepEqual(await one("hs_object_id", "BETWEEN", { value: "20", highValue: "101" }), [
    "20",
    "33",
    "101",
  ]);
  assert.deepEqual(await one("hs_object_id", "GT", { value: "33" }), ["101"]);
  assert.deepEqual(await one("hs_object_id", "GTE", { value: "33" }), ["33", "101"]);
  assert.deepEqual(await one("firstname", "CONTAINS_TOKEN", { value: "rao" }), ["33"]);
  assert.deepEqual(await one("firstname", "CONTAINS_TOKEN", { value: "ra" }), []);
  assert.deepEqual(await one("firstname", "CONTAINS_TOKEN", { value: "ra*" }), ["33"]);
  assert.deepEqual(await one("firstname", "NOT_CONTAINS_TOKEN", { value: "rao" }), ["9", "20", "101"]);
  assert.deepEqual(await one("phone", "EQ", { value: "9876543210" }), ["9"]);
  assert.deepEqual(await one("phone", "EQ", { value: "+919876543210" }), []);
  assert.deepEqual(await one("phone", "HAS_PROPERTY", {}), ["9"]);
});

Deno.test("groups are alternatives, unknown properties asked for are left out, known empty ones are null", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS });
  const { body, headers } = await search(hubspot, [], {
    filterGroups: [{ filters: [filter("firstname", "EQ", "Asha")] }, {
      filters: [filter("firstname", "EQ", "Devi")],
    }],
    properties: ["phone", "no_such_property"],
  });
  assert.equal(body.total, 2);
  assert.deepEqual(idsOf(body), ["9", "101"]);
  assert.equal(body.results[1]?.properties.phone, null);
  assert.ok(!("no_such_property" in (body.results[1]?.properties ?? {})));
  assert.deepEqual([...headers.keys()].filter((name) => name.includes("ratelimit")), []);
  const read = await send(hubspot, "GET", `${OBJECTS}/contacts/9`);
  assert.equal(read.headers.get("x-hubspot-ratelimit-interval-milliseconds"), "10000");
});

Deno.test("without a sort the oldest come first, ten at a time, and after is an offset", async () => {
  const contacts = Array.from({ length: 12 }, (_, n) => ({
    id: `${1000 - n}`,
    createdAt: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
  }));
  await using hubspot = await startHubspot({ contacts });
  const first = await send(hubspot, "POST", `${OBJECTS}/contacts/search`, {});
  assert.deepEqual(idsOf(first.body), contacts.slice(0, 10).map(({ id }) => id));
  assert.deepEqual(first.body.paging, { next: { after: "10" } });
  const second = await send(hubspot, "POST", `${OBJECTS}/contacts/search`, { after: "10" });
  assert.deepEqual(idsOf(second.body), ["990", "989"]);
  assert.equal(second.body.paging, undefined);
  const backwards = { sorts: [{ propertyName: "hs_object_id", direction: "DESCENDING" }], limit: 1 };
  assert.deepEqual(await found(hubspot, [filter("hs_object_id", "GT", "0")], backwards), ["1000"]);
});

Deno.test("a wrong search is refused with 400 and what is wrong with it", async () => {
  await using hubspot = await startHubspot();
  const has = filter("email", "HAS_PROPERTY");
  const group = (count: number) => ({ filters: Array(count).fill(has) });
  const id = { propertyName: "hs_object_id" };
  const wrong: [unknown, RegExp][] = [
    ["{", /not JSON/],
    [{ properties: ["x".repeat(3000)] }, /characters/],
    [{ filterGroups: Array(6).fill(group(1)) }, /6 filter groups/],
    [{ filterGroups: [group(7)] }, /7 filters in a group/],
    [{ filterGroups: [group(6), group(6), group(6), group(1)] }, /19 filters/],
    [{ filterGroups: [{ filters: [filter("email", "LIKE", "a")] }] }, /LIKE/],
    [{ filterGroups: [{ filters: [filter("nothing", "EQ", "a")] }] }, /problem with the request/],
    [{ sorts: [{ propertyName: "nothing", direction: "ASCENDING" }] }, /problem with the request/],
    [{ filterGroups: [{ filters: [{ ...id, operator: "BETWEEN", value: "1" }] }] }, /highValue/],
    [{ filterGroups: [{ filters: [{ ...id, operator: "IN" }] }] }, /no values/],
    [{ filterGroups: [{ filters: [{ ...id, operator: "EQ" }] }] }, /no value/],
    [{ filterGroups: [{ filters: [{ ...id, operator: "EQ", value: "x" }] }] }, /not a number/],
    [{ limit: 201 }, /limit/],
    [{ limit: 0 }, /limit/],
    [{ after: "abc" }, /after/],
    [{ sorts: [id, id] }, /one sort/],
  ];
  for (const [body, says] of wrong) {
    const answer = await send(hubspot, "POST", `${OBJECTS}/contacts/search`, body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(answer.body.category, "VALIDATION_ERROR");
    assert.match(answer.body.message ?? "", says);
  }
  // The first thing wrong is the one told.
  const both = await send(hubspot, "POST", `${OBJECTS}/contacts/search`, {
    limit: 201,
    filterGroups: Array(6).fill(group(1)),
  });
  assert.match(both.body.message ?? "", /6 filter groups/);
});

Deno.test("paging ends at 10 000, keyset on the id reaches every contact once", async () => {
  const contacts = Array.from({ length: 10_001 }, (_, n) => ({
    id: `${n * 3 + 1}`,
    properties: { last_checkup_date: "2026-01-01" },
  }));
  await using hubspot = await startHubspot({ contacts });
  assert.equal((await search(hubspot, [], { after: "9800" })).status, 200);
  assert.equal((await search(hubspot, [], { after: "9900" })).status, 400);
  assert.equal((await search(hubspot, [], { after: "10000", limit: 1 })).status, 400);
  // Seeded at one moment, they share one modification date: only the id tells them apart.
  const modified = new Set(hubspot.contacts().map(({ updatedAt }) => updatedAt));
  assert.equal(modified.size, 1);

  const reached: string[] = [];
  for (;;) {
    const last = reached.at(-1) ?? "0";
    const { body } = await search(hubspot, [
      filter("last_checkup_date", "LTE", day("2026-05-26")),
      filter("hs_object_id", "GT", last),
    ]);
    assert.equal(body.total, 10_001 - reached.length);
    reached.push(...idsOf(body));
    if (body.results.length < 200) break;
  }
  assert.deepEqual(reached, contacts.map(({ id }) => id));
});

Deno.test("a write is read at once and found after the index lag; what is archived or merged is gone at once", async () => {
  await using hubspot = await startHubspot({ contacts: CONTACTS, indexLagSeconds: 60 });
  const bea = () => found(hubspot, [filter("firstname", "EQ", "Bea")]);
  const { status } = await send(hubspot, "PATCH", `${OBJECTS}/contacts/9`, {
    properties: { firstname: "Bea" },
  });
  assert.equal(status, 200);
  assert.equal((await send(hubspot, "GET", `${OBJECTS}/contacts/9`)).body.properties.firstname, "Bea");
  hubspot.pass(59.999);
  assert.deepEqual(await bea(), []);
  assert.deepEqual(await found(hubspot, [filter("firstname", "EQ", "Asha")]), ["9"]);
  hubspot.pass(0.001);
  assert.deepEqual(await bea(), ["9"]);

  hubspot.editContact("9", { firstname: "Cara" });
  hubspot.archiveContact("9");
  assert.deepEqual(await bea(), []);
  hubspot.editContact("20", { firstname: "Bea" });
  hubspot.mergeContacts("33", "101");
  hubspot.catchUpIndex();
  assert.deepEqual(await bea(), ["20"]);
  assert.deepEqual(await found(hubspot, []), ["20", "101"]);
});

Deno.test("a contact is found as it was some seconds ago, also while it changes again", async () => {
  await using hubspot = await startHubspot({ contacts: [{ id: "1", properties: { firstname: "A" } }] });
  hubspot.editContact("1", { firstname: "B" });
  hubspot.pass(3);
  hubspot.editContact("1", { firstname: "C" });
  hubspot.pass(2);
  assert.equal((await search(hubspot, [])).body.results[0]?.properties.firstname, "B");
  hubspot.pass(3);
  assert.equal((await search(hubspot, [])).body.results[0]?.properties.firstname, "C");
});
