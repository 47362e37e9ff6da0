import assert from "node:assert/strict";
import { acmeAgent, inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { daysAgo } from "./crm-world.ts";

// A call stays queued at Bolna for as long as a test looks at it.
const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { sql, hubspot } = stack;
const { admin } = await signInAll(stack);
const schedules = "acme/call-schedules";
const [acme] = await sql<{ id: string }[]>`select id from public.organizations where slug = 'acme'`;
await sql`
  insert into public.hubspot_connections (org_id, uses_default_token) values (${acme?.id ?? ""}, true)
  on conflict (org_id) do update set uses_default_token = true, removed_at = null`;

const requestsTo = (phone: string) => stack.bolna.callRequests().filter(({ to }) => to === phone).length;

/** A call for a contact of HubSpot's, that waits until its check-up is old enough. */
async function book(properties: Record<string, string>, change: Record<string, unknown> = {}) {
  const booking = makeBooking({ auto_trigger_enabled: true, agent_id: acmeAgent, ...change });
  const contactId = hubspot.setContact({
    properties: { firstname: "Asha", phone: booking.contact_phone, ...properties },
  });
  const answer = await admin("POST", schedules, { ...booking, contact_id: contactId });
  return { id: scheduleOf(answer).id, phone: booking.contact_phone, contactId };
}

const read = async (id: string) => scheduleOf(await admin("GET", `${schedules}/${id}`));

Deno.test("executing a call to somebody who is not to be called any more is 409 with the reason, and dials nothing", async () => {
  const { id, phone } = await book({ do_not_call: "true" });
  const answer = await admin("POST", `${schedules}/${id}/execute`);
  assert.deepEqual([answer.status, answer.body.code], [409, "do_not_call"]);
  assert.match(answer.body.error ?? "", /not to be called/);
  assert.equal(requestsTo(phone), 0);
  assert.equal((await read(id)).call_status, "cancelled");
  assert.equal((await admin("POST", `${schedules}/${id}/execute`)).body.code, "not_scheduled");
});

Deno.test("executing dials whatever the check-up date says, and also where HubSpot cannot be read", async () => {
  const fresh = await book({ last_checkup_date: daysAgo(0) });
  assert.equal((await admin("POST", `${schedules}/${fresh.id}/execute`)).status, 200);
  const unread = await book({ last_checkup_date: daysAgo(0) });
  hubspot.setFaults([{ fault: "500", on: "read-contact" }]);
  assert.equal((await admin("POST", `${schedules}/${unread.id}/execute`)).status, 200);
  hubspot.setFaults();
  assert.deepEqual([requestsTo(fresh.phone), requestsTo(unread.phone)], [1, 1]);
});

Deno.test("executing is 502 where HubSpot cannot be read and the contact is known as not to be called", async () => {
  const { id, phone, contactId } = await book({});
  await sql`
    insert into public.contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem, do_not_call)
    values (${acme?.id ?? ""}, ${contactId}, 'Asha', 'missing', 'missing', true)`;
  hubspot.setFaults([{ fault: "500", on: "read-contact" }]);
  const answer = await admin("POST", `${schedules}/${id}/execute`);
  hubspot.setFaults();
  assert.deepEqual([answer.status, answer.body.code], [502, "contact_unreadable"]);
  assert.equal(requestsTo(phone), 0);
  assert.equal((await read(id)).call_status, "scheduled");
});

Deno.test("what is overdue and withdrawn is not among the calls that were triggered", async () => {
  const past = { scheduled_at: inMinutes(-10) };
  const refused = await book({ do_not_call: "true" }, past);
  const due = await book({ last_checkup_date: daysAgo(30) }, past);
  const answer = await admin("POST", `${schedules}/trigger-overdue`);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.triggered_calls?.map(({ schedule_id }) => schedule_id), [due.id]);
  assert.match(answer.body.message ?? "", /1 accepted by Bolna; 1 not made because of what HubSpot says/);
  assert.deepEqual([requestsTo(refused.phone), requestsTo(due.phone)], [0, 1]);
});
