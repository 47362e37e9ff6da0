import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { member } = await signInAll(stack);

async function placeOf(id: string) {
  const [row] = await stack.sql`
    select concat_ws(' ', phone_country, array_to_string(phone_regions || phone_zones, ' '), phone_zone_source) as place
    from public.call_schedules where id = ${id}`;
  return row?.place;
}

Deno.test("a call that is booked knows where its number rings, and a changed number rings elsewhere", async () => {
  const created = await member("POST", "acme/call-schedules", makeBooking({ contact_phone: "+18505552345" }));
  assert.equal(created.status, 201, created.text);
  const { id } = scheduleOf(created);
  const florida = "US US-FL America/Chicago America/New_York number";
  assert.equal(await placeOf(id), florida);
  assert.equal((await member("PATCH", `acme/call-schedules/${id}`, { call_topic: "other" })).status, 200);
  assert.equal(await placeOf(id), florida);
  const changed = await member("PATCH", `acme/call-schedules/${id}`, { contact_phone: "+919876543210" });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(await placeOf(id), "IN Asia/Kolkata country");
});

Deno.test("nobody says by hand where a number rings", async () => {
  for (const field of ["phone_country", "phone_zones", "phone_zone_source"]) {
    const refused = await member("POST", "acme/call-schedules", { ...makeBooking(), [field]: "US" });
    assert.equal(refused.status, 400, refused.text);
  }
});
