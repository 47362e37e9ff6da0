import assert from "node:assert/strict";
import { acmeAgent, inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { type BookingCase, bookingCases, retiredAgent } from "../support/booking-cases.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { openAllDoors, readEverything } from "./door-world.ts";

// What the API refuses no other door takes: its own table of rules, tried at the Data API.

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { users, service } = await openAllDoors(stack);
const { member } = await signInAll(stack);
const booked = scheduleOf(await member("POST", "acme/call-schedules", makeBooking()));
await stack.sql`
  insert into public.agents (id, org_id, name, is_active)
  select ${retiredAgent}, id, 'Retired', false from public.organizations where slug = 'acme'`;
const [creator] = await stack.sql<{ id: string }[]>`
  select created_by as id from public.call_schedules where id = ${booked.id}`;

/** What the functions send of a booking, with a ciphertext that only looks like one. */
const fields = {
  agent_id: acmeAgent,
  contact_id: "501",
  contact_name: "Asha Rao",
  contact_phone_enc: `v1.k1.${"A".repeat(16)}.${"B".repeat(43)}`,
  contact_phone_hash: "0".repeat(64),
  scheduled_at: inMinutes(60),
};
const upsert = { prefer: "resolution=merge-duplicates" };
/** Of rows that only the one who may book could hope to pass; whoever else tries some of them. */
const withGood: BookingCase[] = [[400, "contact_name", "somebody who could be booked"], ...bookingCases];
const casesOf = (who: string) => who === "member" ? withGood : withGood.slice(0, 3);

for (const [who, door] of Object.entries(users)) {
  Deno.test(`${who} writes no call past the API, right or wrong, by insert, update, upsert or call`, async () => {
    const before = await readEverything(stack);
    for (const [, field, ...values] of casesOf(who)) {
      await Promise.all(values.map(async (value) => {
        const row = { ...fields, [field]: value };
        const answers = await Promise.all([
          door("POST", "call_schedules", { org_id: booked.org_id, ...row }),
          door("POST", "call_schedules", [{ org_id: booked.org_id, ...row }, { ...fields, [field]: value }]),
          door(
            "POST",
            "call_schedules?on_conflict=id",
            { id: booked.id, org_id: booked.org_id, ...row },
            upsert,
          ),
          door("PATCH", `call_schedules?id=eq.${booked.id}`, { call_topic: "changed", [field]: value }),
          door("POST", "rpc/book_call_schedule", {
            p_org_id: booked.org_id,
            p_actor: creator?.id,
            p_id: crypto.randomUUID(),
            p_call: row,
          }),
          door("POST", "rpc/change_call_schedule", {
            p_org_id: booked.org_id,
            p_schedule_id: booked.id,
            p_actor: creator?.id,
            p_changes: { [field]: value },
          }),
        ]);
        for (const { status, text } of answers) {
          assert.ok(status >= 400, `${field}=${JSON.stringify(value)}: ${status} ${text}`);
        }
      }));
    }
    assert.deepEqual(await readEverything(stack), before);
  });
}

/** In JSON that the API has read, a wrong type or form of a time is no more: what is left is for SQL to refuse. */
const forSql = bookingCases.flatMap(([status, field, ...values]) => {
  const isText = ["contact_id", "contact_name", "call_topic", "call_language"].includes(field);
  const isOfTheMoment = status === 422 && field !== "contact_phone" && field !== "contact_country";
  const isUnknown = values.length === 1 && !(field in fields);
  // Half of a surrogate pair does not survive the way through HTTP.
  const strings = values.filter((value) => typeof value === "string" && value.isWellFormed());
  return isText || isOfTheMoment || isUnknown ? strings.map((value) => ({ field, value })) : [];
});

Deno.test("not even the functions' key stores what the API refuses", async () => {
  assert.ok(forSql.length > 40);
  const before = await readEverything(stack);
  for (const { field, value } of forSql) {
    const answers = await Promise.all([
      service("POST", "rpc/book_call_schedule", {
        p_org_id: booked.org_id,
        p_actor: creator?.id,
        p_id: crypto.randomUUID(),
        p_call: { ...fields, [field]: value },
      }),
      service("PATCH", `call_schedules?id=eq.${booked.id}`, { [field]: value }),
      service("POST", "rpc/change_call_schedule", {
        p_org_id: booked.org_id,
        p_schedule_id: booked.id,
        p_actor: creator?.id,
        p_changes: { [field]: value },
      }),
    ]);
    for (const { status, text } of answers) {
      const isRefused = status >= 400 || text.includes('"invalid"');
      assert.ok(isRefused, `${field}=${JSON.stringify(value).slice(0, 80)}: ${status} ${text}`);
    }
  }
  assert.deepEqual(await readEverything(stack), before);
});
