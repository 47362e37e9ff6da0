import assert from "node:assert/strict";
import { z } from "zod";
import { suppression } from "../../supabase/functions/call-scheduling/suppressions/schema.ts";
import {
  type Answer,
  assertError,
  fieldsOf,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer } = await signInAll(stack);

const route = "acme/suppressions";
const entryOf = ({ body }: Answer) => suppression.parse(body.suppression);
const entriesOf = ({ body }: Answer) => z.array(suppression).parse(body.suppressions);
let numbers = 0;
/** A number of its own, in no other test. */
const makeNumber = () => `+9198766${String(10000 + ++numbers)}`;

async function storedRows() {
  const [row] = await stack.sql`
    select (select count(*) from public.suppressions) || ' ' || (select count(*) from public.audit_log) as rows`;
  return String(row?.rows);
}

Deno.test("a member puts a number on the list, whose calls are cancelled at once, and nobody sees it whole", async () => {
  const contact_phone = makeNumber();
  const booked = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking({ contact_phone })));
  const other = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  const answer = await member("POST", route, { contact_phone, scope: "all", reason: "Asked by letter" });
  assert.equal(answer.status, 201, answer.text);
  const entry = entryOf(answer);
  assert.deepEqual([entry.contact_phone, entry.scope, entry.reason, entry.source], [
    `••••${contact_phone.slice(-4)}`,
    "all",
    "Asked by letter",
    "user",
  ]);
  const withdrawn = scheduleOf(await admin("GET", `acme/call-schedules/${booked.id}`));
  assert.deepEqual([withdrawn.call_status, withdrawn.status_reason_code], ["cancelled", "suppressed_org"]);
  assert.equal(scheduleOf(await admin("GET", `acme/call-schedules/${other.id}`)).call_status, "scheduled");
  for (const as of [admin, member, viewer]) {
    const list = await as("GET", `${route}?limit=200`);
    assert.ok(entriesOf(list).some(({ id }) => id === entry.id));
    assert.ok(!list.text.includes(contact_phone.slice(1)), "the number is masked");
  }
});

Deno.test("a number's entries and consents are found by the number, which stands in no address and no answer", async () => {
  const contact_phone = makeNumber();
  const find = async (what: string, as = viewer, body: object = {}) => {
    const answer = await as("POST", `acme/${what}/find`, { contact_phone, ...body });
    assert.equal(answer.status, 200, answer.text);
    assert.ok(!answer.text.includes(contact_phone.slice(1)), "the number is masked");
    return z.array(z.looseObject({ id: z.string() })).parse(answer.body[what]).map(({ id }) => id);
  };
  assert.deepEqual(await find("suppressions"), []);
  const entry = entryOf(await member("POST", route, { contact_phone, scope: "marketing" }));
  await member("POST", route, { contact_phone: makeNumber() });
  const given = await member("POST", "acme/consents", {
    contact_phone,
    contact_id: "77",
    kind: "express",
    purposes: ["marketing"],
    obtained_at: "2026-11-01T00:00:00Z",
    source: "web form",
  });
  assert.equal(given.status, 201, given.text);
  assert.deepEqual(await find("suppressions"), [entry.id]);
  assert.deepEqual(await find("consents"), [z.looseObject({ id: z.string() }).parse(given.body.consent).id]);
  await admin("DELETE", `${route}/${entry.id}`, { reason: "A mistake" });
  assert.deepEqual(await find("suppressions"), []);
  assert.deepEqual(await find("suppressions", member, { removed: true }), [entry.id]);
  assertError(await viewer("POST", "globex/suppressions/find", { contact_phone }), 404, "another's list");
  assertError(await viewer("POST", `${route}/find`, { contact_phone: "12" }), 422, "no number");
});

Deno.test("national numbers are read with their country, special ones too, and what is missing has its default", async () => {
  const entry = entryOf(
    await member("POST", route, { contact_phone: "098766 20001", contact_country: "in" }),
  );
  assert.deepEqual([entry.contact_phone, entry.scope, entry.expires_at], ["••••0001", "all", null]);
  assert.equal((await member("POST", route, { contact_phone: "+448001111111" })).status, 201);
});

Deno.test("what is on the list already is given back, and what holds more comes beside it", async () => {
  const contact_phone = makeNumber();
  const first = await member("POST", route, { contact_phone, scope: "marketing" });
  const again = await admin("POST", route, { contact_phone, scope: "marketing", reason: "Another" });
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.equal(entryOf(again).id, entryOf(first).id);
  const more = await admin("POST", route, { contact_phone, scope: "all" });
  assert.equal(more.status, 201);
  assert.notEqual(entryOf(more).id, entryOf(first).id);
});

Deno.test("what is malformed is 400, what cannot be is 422, each with its field, and nothing is stored", async () => {
  const before = await storedRows();
  const contact_phone = makeNumber();
  const wrong: [status: number, field: string, body: Record<string, unknown>][] = [
    [400, "contact_phone", {}],
    [400, "contact_phone", { contact_phone: 5 }],
    [400, "scope", { contact_phone, scope: "everything" }],
    [400, "topic", { contact_phone, scope: "topic" }],
    [400, "topic", { contact_phone, topic: "offers" }],
    [400, "reason", { contact_phone, reason: "" }],
    [400, "contact_country", { contact_phone, contact_country: "India" }],
    [400, "source", { contact_phone, source: "transcript" }],
    [422, "contact_phone", { contact_phone: "9876543210" }],
    [422, "contact_phone", { contact_phone: "+91123" }],
    [422, "contact_country", { contact_phone: "9876543210", contact_country: "XX" }],
    [422, "expires_at", { contact_phone, expires_at: "2020-01-01T00:00:00Z" }],
  ];
  for (const [status, field, body] of wrong) {
    const answer = await admin("POST", route, body);
    assertError(answer, status, JSON.stringify(body));
    assert.deepEqual(fieldsOf(answer), [field]);
  }
  assert.equal(await storedRows(), before);
});

Deno.test("a topic alone, and a number that is wrong for one contact alone, are held as far as they go", async () => {
  const contact_phone = makeNumber();
  const book = async (change: Record<string, unknown>) =>
    scheduleOf(await admin("POST", "acme/call-schedules", makeBooking({ contact_phone, ...change }))).id;
  const status = async (id: string) =>
    scheduleOf(await admin("GET", `acme/call-schedules/${id}`)).call_status;
  const [offers, reminder] = [
    await book({ contact_id: "asha", call_topic: "offers" }),
    await book({ contact_id: "asha", call_topic: "reminder" }),
  ];
  const ravi = await book({ contact_id: "ravi", call_topic: "reminder" });
  await admin("POST", route, { contact_phone, scope: "topic", topic: "offers" });
  assert.deepEqual([await status(offers), await status(reminder)], ["cancelled", "scheduled"]);
  await admin("POST", route, { contact_phone, contact_id: "asha", reason: "A wrong number" });
  assert.deepEqual([await status(reminder), await status(ravi)], ["cancelled", "scheduled"]);
});

Deno.test("an admin lifts an entry with a reason, once; it stays in the records, and cancelled calls do not come back", async () => {
  const contact_phone = makeNumber();
  const booked = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking({ contact_phone })));
  const { id } = entryOf(await admin("POST", route, { contact_phone }));
  const reason = "Entered for the wrong number";
  assertError(await member("DELETE", `${route}/${id}`, { reason }), 403, "a member");
  assertError(await admin("DELETE", `${route}/${id}`, {}), 400, "no reason");
  assertError(await admin("DELETE", `${route}/${id}`), 415, "no body");
  const lifted = await admin("DELETE", `${route}/${id}`, { reason });
  assert.equal(lifted.status, 200, lifted.text);
  assert.equal(entryOf(lifted).removed_reason, reason);
  assertError(await admin("DELETE", `${route}/${id}`, { reason }), 404, "lifted before");
  assert.ok(!entriesOf(await admin("GET", `${route}?limit=200`)).some((entry) => entry.id === id));
  assert.ok(
    entriesOf(await admin("GET", `${route}?removed=true&limit=200`)).some((entry) => entry.id === id),
  );
  assert.equal(scheduleOf(await admin("GET", `acme/call-schedules/${booked.id}`)).call_status, "cancelled");
  const [row] = await stack.sql`
    select a.actor_id is not null as known, a.changes ? 'phone_hash' as with_number from public.audit_log a
    where a.table_name = 'suppressions' and a.row_id = ${id} and a.action = 'update'`;
  assert.deepEqual(row, { known: true, with_number: false });
  assert.equal(
    (await admin("POST", route, { contact_phone })).status,
    201,
    "and it can come on the list again",
  );
});

Deno.test("the list goes page by page and by what is asked for", async () => {
  const all = entriesOf(await admin("GET", `${route}?limit=200`));
  const seen: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await admin("GET", `${route}?limit=3${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...entriesOf(page));
    cursor = page.body.next_cursor;
  } while (cursor);
  assert.deepEqual(seen, all);
  const marketing = entriesOf(await admin("GET", `${route}?scope=marketing`));
  assert.ok(marketing.length > 0 && marketing.every(({ scope }) => scope === "marketing"));
  assert.deepEqual(entriesOf(await admin("GET", `${route}?source=transcript`)), []);
  for (const query of ["scope=none", "removed=1", "limit=0", "colour=red"]) {
    assertError(await admin("GET", `${route}?${query}`), 400, query);
  }
});

Deno.test("the same key adds a number once", async () => {
  const key = { "idempotency-key": "suppress-once" };
  const body = { contact_phone: makeNumber() };
  const first = await admin("POST", route, body, key);
  const again = await admin("POST", route, body, key);
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed"), again.text], [
    201,
    "true",
    first.text,
  ]);
  await stack.sql`
    update public.idempotency_keys set status_code = null, response_enc = null,
      started_at = clock_timestamp() - interval '61 seconds' where idempotency_key = 'suppress-once'`;
  assert.deepEqual(
    (await admin("POST", route, body, key)).text,
    first.text,
    "also after a first try that died",
  );
});
