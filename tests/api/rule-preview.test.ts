import assert from "node:assert/strict";
import { callRule, rulePreview } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import {
  acmeAgent,
  assertError,
  type CallApi,
  fieldsOf,
  makeBooking,
  signInAll,
} from "../support/call-api.ts";
import { awayFromMidnight } from "../support/away-from-midnight.ts";
import { keepContacts } from "../support/keep-contacts.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);

const [timeZone = "UTC"] = awayFromMidnight(["Asia/Kolkata", "America/New_York"]);
await stack.sql`update public.organizations set time_zone = ${timeZone} where slug = 'acme'`;

/** Days ago in the organisation's calendar. */
async function day(daysAgo: number): Promise<string> {
  const [row] = await stack.sql`
    select ((clock_timestamp() at time zone ${timeZone})::date - ${daysAgo}::int)::text as day`;
  return String(row?.day);
}

const shared = "+919876600001";
const planned = "+919876600002";
await keepContacts(stack, "acme", [
  { contact_id: "1", last_checkup_date: await day(5) },
  { contact_id: "2", last_checkup_date: await day(4) },
  { contact_id: "3", last_checkup_date: await day(200), contact_name: "Ünïcode 😀" },
  { contact_id: "4", last_checkup_date: null },
  { contact_id: "5", last_checkup_date: null, checkup_problem: "unreadable" },
  { contact_id: "6", last_checkup_date: await day(-1) },
  { contact_id: "7", phone: null },
  { contact_id: "8", phone: null, phone_problem: "invalid" },
  { contact_id: "9", do_not_call: true },
  { contact_id: "10", problem: "The record came without properties." },
  { contact_id: "11", phone: shared, last_checkup_date: await day(90) },
  { contact_id: "12", phone: shared, last_checkup_date: await day(80) },
  { contact_id: "13", phone: planned },
  { contact_id: "14", removed_reason: "deleted" },
]);
await keepContacts(stack, "globex", [{ contact_id: "1" }]);
await admin("POST", "acme/call-schedules", makeBooking({ contact_phone: planned }));

async function createRule(change: Record<string, unknown> = {}): Promise<string> {
  const body = { rule_name: "Check-ups", rule_type: "checkup_threshold", agent_id: acmeAgent, ...change };
  const answer = await admin("POST", "acme/rules", body);
  assert.equal(answer.status, 201, answer.text);
  return callRule.parse(answer.body.rule).id;
}

async function preview(id: string, { as = admin, query = "" }: { as?: CallApi; query?: string } = {}) {
  const answer = await as("POST", `acme/rules/${id}/preview${query}`);
  assert.equal(answer.status, 200, answer.text);
  return rulePreview.parse(answer.body);
}

const codes = (verdicts: { contact_id: string; reason_code: string }[]) =>
  Object.fromEntries(verdicts.map(({ contact_id, reason_code }) => [contact_id, reason_code]));

async function storedRows(): Promise<string> {
  const [row] = await stack.sql`
    select (select json_agg(s order by s.id) from public.call_schedules s)::text
      || (select json_agg(c order by c.id) from public.contacts c)::text
      || (select count(*) from public.audit_log) as rows`;
  return String(row?.rows);
}

Deno.test("everybody in the cache would be called or not, each with the reason that applies", async () => {
  const said = await preview(await createRule());
  // The oldest check-up first.
  assert.deepEqual(said.would_call.map(({ contact_id }) => contact_id), ["3", "11", "1"]);
  assert.deepEqual(codes(said.would_not_call), {
    2: "not_due",
    4: "checkup_missing",
    5: "checkup_unreadable",
    6: "checkup_in_future",
    7: "phone_missing",
    8: "phone_invalid",
    9: "do_not_call",
    10: "broken",
    12: "number_shared",
    13: "number_planned",
  });
  assert.deepEqual([said.would_call_count, said.would_not_call_count], [3, 10]);
  assert.equal(said.reason_counts.not_due, 1);
  assert.equal(Object.values(said.reason_counts).reduce((sum, one) => sum + one), 10);
  for (const { reason, contact_name } of [...said.would_call, ...said.would_not_call]) {
    assert.match(reason, /^[A-Z].*\.$/);
    assert.ok(contact_name.length > 0);
  }
  const [first] = said.would_call;
  assert.deepEqual([first?.contact_name, first?.last_checkup_date, first?.reason_code], [
    "Ünïcode 😀",
    await day(200),
    "due",
  ]);
});

Deno.test("a preview plans nothing and leaves no trace", async () => {
  const id = await createRule();
  const before = await storedRows();
  await preview(id);
  await preview(id, { query: "?limit=1" });
  assert.equal(await storedRows(), before);
});

Deno.test("an inactive rule can be looked at too, and a custom and a periodic one", async () => {
  const inactive = await preview(await createRule({ is_active: false, checkup_threshold_days: 100 }));
  assert.deepEqual(inactive.would_call.map(({ contact_id }) => contact_id), ["3"]);
  const periodic = await preview(await createRule({ rule_type: "periodic", periodic_days: 30 }));
  assert.equal(periodic.would_call_count, 7);
  const all = [{ property: "days_since_checkup", operator: "at_least", value: 85 }];
  const custom = await preview(await createRule({ rule_type: "custom", custom_conditions: { all } }));
  assert.deepEqual(custom.would_call.map(({ contact_id }) => contact_id), ["3", "11"]);
});

Deno.test("how many a rule may call a day is kept, and limit shortens the lists but not the counts", async () => {
  const id = await createRule({ max_calls_per_day: 1 });
  const said = await preview(id);
  assert.deepEqual(said.would_call.map(({ contact_id }) => contact_id), ["3"]);
  assert.equal(said.reason_counts.daily_limit, 2);
  const short = await preview(id, { query: "?limit=1" });
  assert.deepEqual([short.would_call.length, short.would_not_call.length], [1, 1]);
  assert.deepEqual([short.would_call_count, short.would_not_call_count], [1, 12]);
});

Deno.test("members and viewers may look; numbers are in no preview", async () => {
  const id = await createRule();
  const seen = await preview(id);
  for (const as of [member, viewer]) assert.deepEqual(await preview(id, { as }), seen);
  assert.doesNotMatch(JSON.stringify(seen), /98766\s?\d{5}/);
});

Deno.test("another organisation's rule is looked at by nobody else", async () => {
  const id = await createRule();
  for (
    const path of [
      `acme/rules/${id}/preview`,
      `globex/rules/${id}/preview`,
      `no-such-org/rules/${id}/preview`,
    ]
  ) {
    assertError(await foreigner("POST", path), 404, path);
  }
});

Deno.test("a limit that is none is 400, and the same key repeats the answer to the same question only", async () => {
  const id = await createRule();
  for (const limit of ["0", "-1", "5001", "1e3", "", "ten", "1.5", "9".repeat(400)]) {
    const answer = await admin("POST", `acme/rules/${id}/preview?limit=${limit}`);
    assertError(answer, 400, limit);
    assert.deepEqual(fieldsOf(answer), ["limit"]);
  }
  assertError(await admin("POST", `acme/rules/${id}/preview?colour=red`), 400, "an unknown one");
  const key = { "idempotency-key": "look" };
  const first = await viewer("POST", `acme/rules/${id}/preview`, undefined, key);
  const again = await viewer("POST", `acme/rules/${id}/preview`, undefined, key);
  assert.deepEqual([again.text, again.headers.get("idempotency-replayed")], [first.text, "true"]);
  const other = await viewer("POST", `acme/rules/${id}/preview?limit=1`, undefined, key);
  assert.deepEqual([other.status, other.body.code], [422, "idempotency_key_reused"]);
});
