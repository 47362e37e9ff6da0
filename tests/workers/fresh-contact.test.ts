import assert from "node:assert/strict";
import { daysAgo, startCrmWorld } from "./crm-world.ts";
import { somePhone } from "./world.ts";

Deno.test("the contact as HubSpot has it at the second of dialling decides whether a call goes out", async (t) => {
  await using world = await startCrmWorld();
  const { sql, hubspot, sweep, schedule, attempts, planFor, bookFor, requestsTo, addContact } = world;
  const org = await world.connectOrganization();

  async function assertStopped(id: string, phone: string, reasonCode: string, status = "cancelled") {
    const counts = await sweep();
    const stopped = status === "cancelled" ? counts.withdrawn : counts.deferred;
    assert.deepEqual([counts.claimed, stopped, counts.placed], [1, 1, 0]);
    const { call_status, status_reason_code, status_reason } = await schedule(id);
    assert.deepEqual([call_status, status_reason_code], [status, reasonCode]);
    assert.match(status_reason ?? "", /^[A-Z].*\.$/);
    assert.equal((await attempts(id)).length, 0, "nothing was asked of Bolna, so there is no attempt");
    assert.equal(requestsTo(phone), 0);
  }

  await t.step("a contact that is still due is called, by the number that HubSpot has", async () => {
    const phone = somePhone();
    const id = await planFor(org, { phone });
    assert.equal((await sweep()).placed, 1);
    assert.equal(requestsTo(phone), 1);
    assert.equal((await world.settled(id)).call_status, "completed");
  });

  await t.step("a check-up done meanwhile: the call is withdrawn and nobody is rung", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await planFor(org, { phone, contactId });
    hubspot.editContact(contactId, { last_checkup_date: daysAgo(1) });
    await assertStopped(id, phone, "checkup_done");
  });

  await t.step("do-not-call set meanwhile: withdrawn", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await planFor(org, { phone, contactId });
    hubspot.editContact(contactId, { do_not_call: "true" });
    await assertStopped(id, phone, "do_not_call");
  });

  await t.step("the number taken away meanwhile: withdrawn", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await planFor(org, { phone, contactId });
    hubspot.editContact(contactId, { phone: null });
    await assertStopped(id, phone, "phone_missing");
  });

  await t.step("the contact archived meanwhile: withdrawn", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await planFor(org, { phone, contactId });
    hubspot.archiveContact(contactId);
    await assertStopped(id, phone, "contact_removed");
  });

  await t.step("a number changed meanwhile: the new one is dialled, and the old one is not", async () => {
    const [old, changed] = [somePhone(), somePhone()];
    const contactId = addContact({ phone: old });
    const id = await planFor(org, { phone: old, contactId });
    hubspot.editContact(contactId, { phone: changed, firstname: "Meera" });
    assert.equal((await sweep()).placed, 1);
    assert.deepEqual([requestsTo(old), requestsTo(changed)], [0, 1]);
    const [row] = await sql<{ contact_name: string }[]>`
      select contact_name from public.call_schedules where id = ${id}`;
    assert.equal(row?.contact_name, "Meera Rao");
    await world.settled(id);
  });

  await t.step("a new number that is in another call: put off, and nothing is dialled", async () => {
    const [old, shared] = [somePhone(), somePhone()];
    const contactId = addContact({ phone: old });
    const id = await planFor(org, { phone: old, contactId });
    const other = await bookFor(org, { phone: shared, dueIn: 3600 });
    const [taken] = await sql<{ hash: string }[]>`
      select contact_phone_hash as hash from public.call_schedules where id = ${other}`;
    await sql`
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker,
        due_at, state, lease_expires_at)
      values (${org.orgId}, ${other}, ${org.agentId}, 1, ${
      taken?.hash ?? ""
    }, 'sweep', 'another worker', now(),
        'placing', now() + interval '1 hour')`;
    await sql`update public.call_schedules set call_status = 'in_progress' where id = ${other}`;
    hubspot.editContact(contactId, { phone: shared });
    const counts = await sweep();
    assert.deepEqual([counts.claimed, counts.deferred, counts.placed], [1, 1, 0]);
    const { call_status, status_reason_code } = await schedule(id);
    assert.deepEqual([call_status, status_reason_code], ["scheduled", "number_busy"]);
    assert.deepEqual([requestsTo(old), requestsTo(shared)], [0, 0]);
    await sql`
      update public.call_attempts set state = 'ended', outcome = 'absent', ended_at = now()
      where schedule_id = ${other}`;
    await sql`
      update public.call_schedules set call_status = 'cancelled', status_reason = 'Ended by the test.', retry_at = null
      where id in (${id}, ${other})`;
  });

  await t.step("a contact merged into another: the one that is left is called, and remembered", async () => {
    const [gone, left] = [somePhone(), somePhone()];
    const from = addContact({ phone: gone });
    const into = addContact({ phone: left });
    const id = await planFor(org, { phone: gone, contactId: from });
    hubspot.mergeContacts(from, into);
    assert.equal((await sweep()).placed, 1);
    assert.deepEqual([requestsTo(gone), requestsTo(left)], [0, 1]);
    const [row] = await sql<{ contact_id: string }[]>`
      select contact_id from public.call_schedules where id = ${id}`;
    assert.equal(row?.contact_id, into);
    await world.settled(id);
  });

  await t.step("a call booked by hand that waits for a check-up goes by HubSpot's date", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await bookFor(org, { phone, contactId, dueIn: 3600, autoTrigger: true });
    hubspot.editContact(contactId, { last_checkup_date: daysAgo(2) });
    await assertStopped(id, phone, "checkup_done", "scheduled");
    assert.equal((await sweep()).claimed, 0);
    hubspot.editContact(contactId, { last_checkup_date: daysAgo(6) });
    await sql`update public.call_schedules set last_checkup_date = ${daysAgo(6)} where id = ${id}`;
    assert.equal((await sweep()).placed, 1);
    assert.equal(requestsTo(phone), 1);
    await world.settled(id);
  });

  await t.step("a call booked by hand for a contact that is none of HubSpot's is not looked up", async () => {
    const before = hubspot.requests.length;
    const id = await world.book(org);
    assert.equal((await sweep()).placed, 1);
    assert.equal(hubspot.requests.length, before);
    await world.settled(id);
  });
});
