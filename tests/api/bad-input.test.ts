import assert from "node:assert/strict";
import {
  assertError,
  fieldsOf,
  globexAgent,
  inMinutes,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { admin } = await signInAll(stack);
await stack.sql`
  insert into public.agents (id, org_id, name, is_active)
  select '0b000000-0000-4000-8000-0000000000ff', id, 'Retired', false from public.organizations where slug = 'acme'`;
const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));

/** Everything that can be stored, as one text. */
async function storedRows(): Promise<string> {
  const [row] = await stack.sql`
    select coalesce(json_agg(s order by s.id)::text, '') || (select count(*) from public.audit_log) as rows
    from public.call_schedules s`;
  return String(row?.rows);
}

type Case = [status: number, field: string, ...values: unknown[]];

const long = (length: number) => "x".repeat(length);
const wrongTypes = [null, 1, true, [], {}, ["x"]];
const cases: Case[] = [
  [400, "agent_id", undefined, "", "1", "not-a-uuid", "' or 1=1 --", long(500), ...wrongTypes],
  [422, "agent_id", crypto.randomUUID(), globexAgent, "0b000000-0000-4000-8000-0000000000ff"],
  [400, "contact_id", undefined, "", "   ", "a\0b", "a\nb", "\ud800", long(129), ...wrongTypes],
  [
    400,
    "contact_name",
    undefined,
    "",
    " \t ",
    "a\0b",
    "a\u001bb",
    "\udc00x",
    "😀".repeat(201),
    long(60_000),
    ...wrongTypes,
  ],
  [400, "contact_phone", undefined, "+9198765\u000043210", long(65), ...wrongTypes],
  [
    422,
    "contact_phone",
    "",
    "12345",
    "098765 43210",
    "+1234567890",
    "+910000000000",
    "😀",
    "'; drop table x; --",
    "+1 212 555 2368 x12",
  ],
  [400, "contact_country", "", "IND", "I1", "🇮🇳", ...wrongTypes],
  [422, "contact_country", "XX", "zz"],
  [
    400,
    "scheduled_at",
    undefined,
    "",
    "tomorrow",
    "2027-01-15",
    "2027-01-15T10:00:00",
    "2027-02-30T10:00:00Z",
    "2027-01-15T25:00:00Z",
    "2027-01-15T10:00:00+25:00",
    "10000-01-01T00:00:00Z",
    "1700000000",
    long(5000),
    ...wrongTypes,
  ],
  [
    422,
    "scheduled_at",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    inMinutes(-61),
    inMinutes(60 * 24 * 1831),
  ],
  [400, "call_topic", "", "  ", "a\0b", long(201), ...wrongTypes],
  [
    400,
    "call_language",
    "",
    "e",
    "english language",
    "en_IN",
    "en-",
    "en-'--",
    "en" + "-abcdefgh".repeat(4),
    ...wrongTypes,
  ],
  [400, "auto_trigger_enabled", null, "true", 1, 0, [], {}],
  [400, "is_active", null, "false", 0, [], {}],
  [400, "checkup_threshold_days", null, "5", -1, 3651, 1.5, 1e300, true, [], {}],
  [400, "last_checkup_date", "", "2026-02-30", "01/02/2026", "2026-01-01T00:00:00Z", 20260101, true, [], {}],
  [422, "last_checkup_date", "9999-01-01", inMinutes(60 * 49).slice(0, 10), "1899-12-31"],
  ...[
    "id",
    "org_id",
    "call_status",
    "bolna_call_id",
    "created_at",
    "updated_at",
    "created_by",
    "attempt_count",
    "contact_phone_enc",
    "contact_phone_hash",
    "deleted_at",
    "status_reason",
    "due_at",
    "constructor",
    "no_such_field",
  ].map((field): Case => [400, field, "x"]),
];

for (const [status, field, ...values] of cases) {
  Deno.test(`a wrong ${field} is ${status}, is named, and nothing is stored or changed`, async () => {
    const before = await storedRows();
    await Promise.all(values.map(async (value) => {
      const created = await admin("POST", "acme/call-schedules", makeBooking({ [field]: value }));
      assertError(created, status, `POST ${field}=${JSON.stringify(value)?.slice(0, 80)}`);
      assert.deepEqual(fieldsOf(created), [field]);
      if (value === undefined) return;
      const others = field === "contact_country"
        ? { contact_phone: "9876543210" }
        : { call_topic: "changed" };
      const changed = await admin("PATCH", `acme/call-schedules/${id}`, { ...others, [field]: value });
      assertError(changed, status, `PATCH ${field}=${JSON.stringify(value)?.slice(0, 80)}`);
      assert.deepEqual(fieldsOf(changed), [field]);
    }));
    assert.equal(await storedRows(), before);
  });
}

Deno.test("a change of nothing, or of a country without a number, is 400", async () => {
  assertError(await admin("PATCH", `acme/call-schedules/${id}`, {}), 400, "nothing");
  const country = await admin("PATCH", `acme/call-schedules/${id}`, { contact_country: "IN" });
  assertError(country, 400, "country alone");
  assert.deepEqual(fieldsOf(country), ["contact_country"]);
});

Deno.test("all that is wrong is told at once", async () => {
  const answer = await admin("POST", "acme/call-schedules", { contact_name: 5, extra: 1 });
  assert.deepEqual(
    fieldsOf(answer).sort(),
    ["agent_id", "contact_id", "contact_name", "contact_phone", "extra", "scheduled_at"],
  );
  const invalid = await admin(
    "POST",
    "acme/call-schedules",
    makeBooking({ contact_phone: "1", scheduled_at: "1970-01-01T00:00:00Z", agent_id: globexAgent }),
  );
  assert.equal(invalid.status, 422);
  assert.deepEqual(fieldsOf(invalid).sort(), ["agent_id", "contact_phone", "scheduled_at"]);
});
