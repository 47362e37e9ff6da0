import assert from "node:assert/strict";
import {
  acmeAgent,
  fieldCodesOf,
  fieldsOf,
  globexAgent,
  makeBooking,
  nextYear,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, foreigner } = await signInAll(stack);

/** Seven at one moment, three a microsecond later, two a day later: the order within a moment is the id's. */
const moments = [
  ...Array<string>(7).fill(`${nextYear}-03-01T09:00:00.000001Z`),
  ...Array<string>(3).fill(`${nextYear}-03-01T09:00:00.000002Z`),
  ...Array<string>(2).fill(`${nextYear}-03-02T09:00:00Z`),
];
const booked = (await Promise.all(
  moments.map((scheduled_at, index) =>
    admin("POST", "acme/call-schedules", makeBooking({ scheduled_at, contact_id: `page-${index % 2}` }))
  ),
)).map(scheduleOf);
const inOrder = booked
  .toSorted((a, b) => a.scheduled_at.localeCompare(b.scheduled_at) || a.id.localeCompare(b.id)).map((
    { id },
  ) => id);

async function list(query: Record<string, string>) {
  const answer = await admin("GET", `acme/call-schedules?${new URLSearchParams(query)}`);
  assert.equal(answer.status, 200, answer.text);
  return { ids: answer.body.schedules?.map(({ id }) => id) ?? [], next: answer.body.next_cursor };
}

Deno.test("pages follow one another without gap or repeat, through equal times, to the end", async () => {
  for (const limit of [1, 5, 6, 12, 200]) {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    let pages = 0;
    do {
      const page = await list({ limit: String(limit), ...(cursor ? { cursor } : {}) });
      assert.ok(page.ids.length <= limit);
      seen.push(...page.ids);
      cursor = page.next;
      pages += 1;
    } while (cursor && pages < 20);
    assert.equal(cursor, null);
    assert.deepEqual(seen, inOrder);
    assert.equal(pages, Math.ceil(inOrder.length / limit));
  }
});

Deno.test("without a limit there are fifty to a page", async () => {
  const rows = await stack.sql`
    insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, scheduled_at, purpose, created_by)
    select o.id, a.id, 'many', 'Many', 'v1.k1.' || repeat('A', 16) || '.' || repeat('A', 40), repeat('0', 64),
      '2027-06-01Z', 'service', (select user_id from public.memberships where org_id = o.id)
    from public.organizations o join public.agents a on a.org_id = o.id, generate_series(1, 51)
    where o.slug = 'globex' returning id`;
  assert.equal(rows.length, 51);
  const page = await foreigner("GET", "globex/call-schedules");
  assert.equal(page.body.schedules?.length, 50);
  assert.ok(page.body.next_cursor);
});

Deno.test("a number that cannot be decrypted is null, and the list is still answered", async () => {
  const page = await foreigner("GET", "globex/call-schedules?limit=2");
  assert.equal(page.status, 200);
  assert.deepEqual(page.body.schedules?.map(({ contact_phone }) => contact_phone), [null, null]);
});

Deno.test("filters narrow the list, alone and together with pages", async () => {
  const first = booked[0];
  assert.ok(first);
  await admin("POST", `acme/call-schedules/${first.id}/cancel`);
  assert.deepEqual((await list({ status: "cancelled" })).ids, [first.id]);
  assert.equal((await list({ status: "scheduled" })).ids.length, 11);
  assert.equal((await list({ contact_id: "page-0" })).ids.length, 6);
  assert.deepEqual((await list({ contact_id: "true" })).ids, []);
  assert.deepEqual((await list({ contact_id: "page-0'; --" })).ids, []);
  assert.deepEqual((await list({ contact_id: "page-0,org_id.eq.x)" })).ids, []);
  assert.equal((await list({ agent_id: acmeAgent.toUpperCase() })).ids.length, 12);
  assert.deepEqual((await list({ agent_id: globexAgent })).ids, []);
  const later = { from: `${nextYear}-03-01T14:30:00.000002+05:30`, to: `${nextYear}-03-02T09:00:00Z` };
  assert.deepEqual((await list(later)).ids, inOrder.slice(7));
  const page = await list({ ...later, limit: "2" });
  assert.deepEqual((await list({ ...later, limit: "3", cursor: page.next ?? "" })).ids, inOrder.slice(9));
});

Deno.test("calls are found by a part of a name and by a whole number, by several statuses, and in each order", async () => {
  const scheduled_at = `${nextYear}-04-01T09:00:00Z`;
  const contact_phone = "+919876511223";
  const sought = scheduleOf(
    await admin(
      "POST",
      "acme/call-schedules",
      makeBooking({ contact_name: "Meera Nair-Düll", scheduled_at, contact_phone }),
    ),
  );
  for (const q of ["nair-dü", "MEERA", "r-d", "e", contact_phone, " 919876511223", "919876511223"]) {
    if (q === "e") assert.ok((await list({ q })).ids.includes(sought.id));
    else assert.deepEqual((await list({ q })).ids, [sought.id], q);
  }
  for (const q of ["meera%", "+919876511224", "' or true --", "\\"]) {
    assert.deepEqual((await list({ q })).ids, [], q);
  }
  assert.deepEqual((await foreigner("GET", "globex/call-schedules?q=meera")).body.schedules, []);
  const counted = await admin("GET", "acme/call-schedules/counts?q=meera");
  const none = { in_progress: 0, completed: 0, failed: 0, cancelled: 0 };
  assert.deepEqual([counted.body.counts, counted.body.more, counted.body.attention], [
    { ...none, scheduled: 1 },
    [],
    0,
  ]);
  const all = await admin("GET", "acme/call-schedules/counts");
  assert.deepEqual(all.body.counts, { ...none, scheduled: 12, cancelled: 1 });

  const twice = await admin("GET", "acme/call-schedules?status=cancelled&status=failed");
  assert.deepEqual(
    twice.body.schedules?.map(({ id }) => id),
    (await list({ status: "failed,cancelled" })).ids,
  );
  assert.equal(twice.body.schedules?.length, 1);
  await admin("PATCH", `acme/call-schedules/${booked[3]?.id}`, { call_topic: "changed last" });
  assert.equal((await list({ sort: "-updated_at" })).ids[0], booked[3]?.id);
  assert.deepEqual((await list({ sort: "-due_at" })).ids, [sought.id, ...inOrder.toReversed()]);
  assert.deepEqual((await list({ attention: "true" })).ids, []);
});

Deno.test("the pulse is 304 until something changes, also to a page of another origin", async () => {
  const first = await admin("GET", "acme/pulse");
  assert.equal(first.status, 200, first.text);
  const etag = first.headers.get("etag") ?? "";
  const again = await fetch(`${stack.functionsUrl}/call-scheduling/acme/pulse`, {
    headers: {
      authorization: `Bearer ${await stack.signIn("viewer@acme.test")}`,
      "if-none-match": etag,
      origin: "https://console.example.com",
    },
  });
  assert.deepEqual([again.status, await again.text(), again.headers.get("etag")], [304, "", etag]);
  assert.equal(again.headers.get("access-control-allow-origin"), "*");
  assert.match(again.headers.get("access-control-expose-headers") ?? "", /etag/i);
  await admin("POST", "acme/call-schedules", makeBooking());
  const changed = await admin("GET", "acme/pulse", undefined, { "if-none-match": etag });
  assert.equal(changed.status, 200);
  assert.notEqual(changed.headers.get("etag"), etag);
});

Deno.test("a filter that cannot be meant is 400 and named", async () => {
  const wrong: [string, string][] = [
    ["limit", "0"],
    ["limit", "201"],
    ["limit", "-1"],
    ["limit", "1.5"],
    ["limit", "ten"],
    ["limit", ""],
    ["limit", "1e2"],
    ["cursor", "nonsense"],
    ["cursor", ""],
    ["cursor", "WyJhIiwiYiJd"],
    ["status.0", "ringing"],
    ["status.0", ""],
    ["agent_id", "7"],
    ["contact_id", ""],
    ["contact_id", "a\0b"],
    ["contact_id", "x".repeat(129)],
    ["from", "2027-03-01T09:00:00"],
    ["to", "tomorrow"],
    ["to", "2027-02-30T00:00:00Z"],
    ["stauts", "scheduled"],
    ["sort", "-scheduled_at"],
    ["q", ""],
    ["q", "a\0b"],
    ["attention", "yes"],
  ];
  for (const [name, value] of wrong) {
    const query = new URLSearchParams({ [name.split(".")[0] ?? ""]: value });
    const answer = await admin("GET", `acme/call-schedules?${query}`);
    assert.deepEqual([answer.status, fieldsOf(answer)], [400, [name]], `${name}=${value}: ${answer.text}`);
  }
  assert.equal((await admin("GET", "acme/call-schedules?limit=1&limit=2")).status, 400);
  // It ends before it begins: no list or count of nothing.
  for (const path of ["call-schedules", "call-schedules/counts", "audit"]) {
    const answer = await admin("GET", `acme/${path}?from=2027-03-02T00:00:00Z&to=2027-03-01T00:00:00Z`);
    assert.deepEqual([answer.status, fieldsOf(answer), fieldCodesOf(answer)], [400, ["to"], [
      "ends_too_soon",
    ]]);
  }
});
