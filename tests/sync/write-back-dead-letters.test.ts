import assert from "node:assert/strict";
import { z } from "zod";
import { assertOne } from "../workers/crm-world.ts";
import { startWriteBackWorld } from "./write-back-world.ts";

Deno.test("what HubSpot refuses waits for a person, and is sent again without doing anything twice", async (t) => {
  await using world = await startWriteBackWorld();
  const { sql, hubspot, endCall, entry, creates, passTime, writeBack, setConnection } = world;
  const org = await world.connectOrganization();
  const admin = crypto.randomUUID();
  await sql`insert into auth.users (id, email) values (${admin}, 'admin@org.test')`;
  await sql`insert into public.memberships (org_id, user_id, role) values (${org.orgId}, ${admin}, 'admin')`;

  async function resend(scheduleId: string): Promise<void> {
    const { id } = await entry(scheduleId);
    const [row] = await sql<{ answer: unknown }[]>`
      select public.resend_crm_entry(${id}, ${admin}) as answer`;
    assert.deepEqual(z.object({ outcome: z.string() }).parse(row?.answer), { outcome: "pending" });
  }

  await t.step("a property that the portal does not have", async () => {
    await setConnection(org.orgId, { call_summary_property: "summary_of_calls" });
    const { contactId, scheduleId } = await endCall(org);
    const { written_back, write_back_failed, write_back_delayed } = await writeBack();
    assert.deepEqual([written_back, write_back_failed, write_back_delayed], [0, 1, 0]);
    const dead = await entry(scheduleId);
    assert.deepEqual([dead.state, dead.reason_code], ["dead", "hubspot_refused"]);
    assert.match(dead.reason ?? "", /summary_of_calls/);
    assert.equal((await writeBack()).written_back, 0, "it is not tried again by itself");

    hubspot.setProperty({ name: "summary_of_calls" });
    await resend(scheduleId);
    assert.equal((await writeBack()).written_back, 1);
    assertOne(hubspot.callsOf(contactId), "engagements");
    assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["sent", 1]);
    assert.match(hubspot.contact(contactId)?.properties.summary_of_calls ?? "", /answered/);
    await setConnection(org.orgId, { call_summary_property: null });
  });

  await t.step("a date property that does not exist: its type cannot even be asked for", async () => {
    await setConnection(org.orgId, { last_call_date_property: "no_such_date" });
    const { contactId, scheduleId } = await endCall(org);
    await writeBack();
    const dead = await entry(scheduleId);
    assert.deepEqual([dead.state, dead.reason_code], ["dead", "property_missing"]);
    assert.match(dead.reason ?? "", /no_such_date/);
    await setConnection(org.orgId, { last_call_date_property: null });
    await resend(scheduleId);
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
    assert.equal((await entry(scheduleId)).state, "sent");
  });

  await t.step("an engagement against a rule of the portal's admin", async () => {
    hubspot.setProperty({ objectType: "calls", name: "cost_centre" });
    hubspot.changeSettings({ requiredByAdmin: { contacts: [], calls: ["cost_centre"] } });
    const { contactId, scheduleId } = await endCall(org);
    await writeBack();
    assert.deepEqual([(await entry(scheduleId)).state, hubspot.callsOf(contactId).length], ["dead", 0]);
    hubspot.changeSettings({ requiredByAdmin: { contacts: [], calls: [] } });
    await resend(scheduleId);
    await passTime(121);
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
    assert.equal((await entry(scheduleId)).state, "sent");
  });

  await t.step("a contact that is gone", async () => {
    const { contactId, scheduleId } = await endCall(org);
    hubspot.archiveContact(contactId);
    await writeBack();
    const { state, reason_code, reason } = await entry(scheduleId);
    assert.deepEqual([state, reason_code, reason], [
      "dead",
      "contact_missing",
      "HubSpot has this contact no more.",
    ]);
    assert.equal(hubspot.calls().filter(({ contactIds }) => contactIds.includes(contactId)).length, 0);
  });

  await t.step("a revoked token is no reason to give a call up, and the settings show it", async () => {
    const { contactId, scheduleId } = await endCall(org);
    const { token } = hubspot;
    hubspot.revokeKey(token);
    await writeBack();
    const { state, reason_code, wait } = await entry(scheduleId);
    assert.deepEqual([state, reason_code], ["pending", "hubspot_token_rejected"]);
    assert.ok(wait > 1700 && wait <= 1800);
    const [connection] = await sql<{ state: string; state_detail: string }[]>`
      select state, state_detail from public.hubspot_connections where org_id = ${org.orgId}`;
    assert.equal(connection?.state, "token_rejected");
    assert.match(connection?.state_detail ?? "", /token/);
    hubspot.setKey({ token });
    await passTime(1800);
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
  });

  await t.step("no token at all: the calls wait for one", async () => {
    const { contactId, scheduleId } = await endCall(org);
    await setConnection(org.orgId, { uses_default_token: false });
    await writeBack();
    const { state, reason_code } = await entry(scheduleId);
    assert.deepEqual([state, reason_code], ["pending", "token_missing"]);
    await setConnection(org.orgId, { uses_default_token: true });
    await passTime(1800);
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
  });

  await t.step("a token refused for one call spares HubSpot the others of the round", async () => {
    const contacts: string[] = [];
    for (let call = 0; call < 9; call++) contacts.push((await endCall(org)).contactId);
    hubspot.setFaults([{ fault: "401", on: "create-call" }]);
    assert.equal((await writeBack()).write_back_delayed, 9);
    hubspot.setFaults();
    const asked = contacts.reduce((sum, contactId) => sum + creates(contactId), 0);
    // Those that were under way side by side.
    assert.ok(asked >= 1 && asked <= 4, `${asked} requests`);
  });
});
