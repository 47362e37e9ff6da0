import assert from "node:assert/strict";
import { bookingCases, retiredAgent } from "../support/booking-cases.ts";
import {
  assertError,
  fieldCodesOf,
  fieldsOf,
  globexAgent,
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
  select ${retiredAgent}, id, 'Retired', false from public.organizations where slug = 'acme'`;
const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));

/** Everything that can be stored, as one text. */
async function storedRows(): Promise<string> {
  const [row] = await stack.sql`
    select coalesce(json_agg(s order by s.id)::text, '') || (select count(*) from public.audit_log) as rows
    from public.call_schedules s`;
  return String(row?.rows);
}

for (const [status, field, ...values] of bookingCases) {
  Deno.test(`a wrong ${field} is ${status}, is named with a code, and nothing is stored or changed`, async () => {
    const before = await storedRows();
    await Promise.all(values.map(async (value) => {
      const created = await admin("POST", "acme/call-schedules", makeBooking({ [field]: value }));
      assertError(created, status, `POST ${field}=${JSON.stringify(value)?.slice(0, 80)}`);
      assert.deepEqual(fieldsOf(created), [field]);
      // By a code, which has a sentence in every language.
      assert.doesNotMatch(fieldCodesOf(created).join(), /not_right/, created.text);
      if (value === undefined) {
        assert.deepEqual(fieldCodesOf(created), ["required"]);
        return;
      }
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
  assert.deepEqual(fieldCodesOf(invalid).sort(), ["agent_unusable", "in_past", "phone_without_country"]);
});
