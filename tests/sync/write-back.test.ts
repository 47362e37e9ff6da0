import assert from "node:assert/strict";
import { createFetchTransport } from "../../supabase/functions/_shared/hubspot/fetch.ts";
import { assertOne } from "../workers/crm-world.ts";
import { startWriteBackWorld } from "./write-back-world.ts";

Deno.test("a call that has ended is shown at its contact in HubSpot", async (t) => {
  await using world = await startWriteBackWorld();
  const { sql, hubspot, endCall, entry, writeBack, setConnection } = world;
  const org = await world.connectOrganization();
  await setConnection(org.orgId, {
    last_call_date_property: "ai_last_call_at",
    last_call_outcome_property: "ai_last_call_outcome",
    call_summary_property: "call_summary",
    portal_time_zone: "Asia/Kolkata",
  });

  await t.step(
    "as one engagement with outcome, times and our id, and in the contact's properties",
    async () => {
      const { contactId, scheduleId } = await endCall(org);
      const counts = await writeBack();
      assert.deepEqual(counts, {
        written_back: 1,
        write_back_failed: 0,
        write_back_delayed: 0,
        finished: true,
      });
      const { id, state, engagement_id } = await entry(scheduleId);
      const call = assertOne(hubspot.callsOf(contactId), "engagements");
      assert.deepEqual([state, engagement_id], ["sent", call.id]);
      const [attempt] = await sql<{ placed_at: Date; duration_seconds: string }[]>`
      select placed_at, duration_seconds from public.call_attempts where schedule_id = ${scheduleId}`;
      const { properties } = call;
      assert.equal(properties.hs_call_external_id, id);
      assert.equal(properties.hs_call_direction, "OUTBOUND");
      assert.equal(properties.hs_call_status, "COMPLETED");
      assert.equal(properties.hs_call_disposition, "f240bbac-87c9-4f6e-bf70-924b57d47db7");
      assert.equal(Date.parse(properties.hs_timestamp ?? ""), attempt?.placed_at.getTime());
      assert.equal(properties.hs_call_duration, `${Math.round(Number(attempt?.duration_seconds) * 1000)}`);
      const contact = hubspot.contact(contactId)?.properties;
      assert.equal(Date.parse(contact?.ai_last_call_at ?? ""), attempt?.placed_at.getTime());
      assert.equal(contact?.ai_last_call_outcome, "answered");
      assert.match(contact?.call_summary ?? "", /^AI voice call on \d{4}-\d\d-\d\d: answered\.$/);
    },
  );

  await t.step("and a second round writes nothing again", async () => {
    const before = hubspot.requests.length;
    assert.equal((await writeBack()).written_back, 0);
    assert.equal(hubspot.requests.length, before);
  });

  await t.step("a call that nobody answered has its own status and outcome", async () => {
    const { contactId } = await endCall(org, { outcome: "no-answer" });
    await writeBack();
    const { properties } = assertOne(hubspot.callsOf(contactId), "engagements");
    assert.deepEqual([properties.hs_call_status, properties.hs_call_disposition], [
      "NO_ANSWER",
      "73a0d17f-1163-4015-bdd5-ec830791da20",
    ]);
    assert.equal(hubspot.contact(contactId)?.properties.ai_last_call_outcome, "no_answer");
  });

  await t.step("where no definitions are shown, HubSpot's own outcome and the day are written", async () => {
    hubspot.setFaults([{ fault: "403", on: "read-properties" }]);
    const { contactId, scheduleId } = await endCall(org);
    await writeBack();
    hubspot.setFaults([]);
    const { properties } = assertOne(hubspot.callsOf(contactId), "engagements");
    assert.equal(properties.hs_call_disposition, "f240bbac-87c9-4f6e-bf70-924b57d47db7");
    assert.match(hubspot.contact(contactId)?.properties.ai_last_call_at ?? "", /^\d{4}-\d\d-\d\d/);
    assert.equal((await entry(scheduleId)).state, "sent");
  });

  await t.step(
    "an outcome that the account has taken away is left out, and the call is written all the same",
    async () => {
      hubspot.removeProperty("calls", "hs_call_disposition");
      const { contactId } = await endCall(org, { outcome: "busy" });
      await writeBack();
      const { properties } = assertOne(hubspot.callsOf(contactId), "engagements");
      assert.deepEqual([properties.hs_call_status, properties.hs_call_disposition], ["BUSY", undefined]);
    },
  );

  await t.step("a date property takes the day of the portal's zone", async () => {
    await setConnection(org.orgId, {
      last_call_date_property: "last_checkup_date",
      portal_time_zone: "Pacific/Kiritimati",
    });
    const { contactId, scheduleId } = await endCall(org);
    await writeBack();
    const [attempt] = await sql<{ day: string }[]>`
      select (placed_at at time zone 'Pacific/Kiritimati')::date::text as day
      from public.call_attempts where schedule_id = ${scheduleId}`;
    assert.equal(hubspot.contact(contactId)?.properties.last_checkup_date, attempt?.day);
    await setConnection(org.orgId, { last_call_date_property: "ai_last_call_at" });
  });

  await t.step("a contact that was merged since has the call at the record that is left", async () => {
    const { contactId } = await endCall(org);
    const left = world.addContact();
    hubspot.mergeContacts(contactId, left);
    await writeBack();
    assertOne(hubspot.callsOf(left), "engagements");
    assert.equal(hubspot.contact(left)?.properties.ai_last_call_outcome, "answered");
  });

  await t.step("also where HubSpot refuses to log a call with the record that is gone", async () => {
    const { contactId, scheduleId } = await endCall(org);
    const left = world.addContact();
    hubspot.mergeContacts(contactId, left);
    await writeBack({
      openTransport: (address) => {
        const send = createFetchTransport(address);
        const refused = { status: 400, headers: new Headers(), text: "{}" };
        return (request) => {
          const namesGone = !request.repeatable && JSON.stringify(request.body).includes(contactId);
          return namesGone ? Promise.resolve(refused) : send(request);
        };
      },
    });
    assertOne(hubspot.callsOf(left), "engagements");
    assert.equal((await entry(scheduleId)).state, "sent");
  });

  await t.step("an older call that is written late does not overwrite what a newer one left", async () => {
    const { contactId, scheduleId, phone } = await endCall(org, { outcome: "no-answer" });
    await sql`
      update public.crm_outbox set state = 'dead', reason_code = 'hubspot_refused', reason = 'Held back by the test.'
      where schedule_id = ${scheduleId}`;
    const newer = await endCall(org, { contactId, phone });
    await writeBack();
    assert.equal((await entry(newer.scheduleId)).state, "sent");
    await sql`
      update public.crm_outbox set state = 'pending', reason_code = null, reason = null
      where schedule_id = ${scheduleId}`;
    await writeBack();
    assert.equal((await entry(scheduleId)).state, "sent");
    assert.equal(hubspot.callsOf(contactId).length, 2);
    assert.equal(hubspot.contact(contactId)?.properties.ai_last_call_outcome, "answered");
  });

  await t.step("what is written says nothing of topic, name or number", async () => {
    const { contactId, scheduleId, phone } = await endCall(org);
    await sql`update public.call_schedules set call_topic = 'diabetes' where id = ${scheduleId}`;
    await writeBack();
    const written = hubspot.requests.filter(({ body }) => JSON.stringify(body ?? "").includes(contactId));
    const text = JSON.stringify([written.map(({ body }) => body), world.lines]);
    for (const secret of ["diabetes", "Asha", phone, hubspot.token]) {
      assert.ok(!text.includes(secret), `${secret} was written`);
    }
  });

  await t.step(
    "nothing is written while writing back is switched off, and nothing is lost by it",
    async () => {
      const { contactId, scheduleId } = await endCall(org);
      await setConnection(org.orgId, { write_back_enabled: false });
      assert.equal((await writeBack()).write_back_delayed, 1);
      assert.deepEqual([(await entry(scheduleId)).reason_code, hubspot.callsOf(contactId).length], [
        "write_back_off",
        0,
      ]);
      await setConnection(org.orgId, { write_back_enabled: true });
      await world.passTime(1800);
      await writeBack();
      assertOne(hubspot.callsOf(contactId), "engagements");
    },
  );

  await t.step("a round takes no more than it is told to", async () => {
    for (let call = 0; call < 3; call++) await endCall(org);
    const take = async (change: { maxEntries?: number; isOver?: () => boolean } = {}) => {
      const { written_back, finished } = await writeBack(change);
      return [written_back, finished];
    };
    assert.deepEqual(await take({ maxEntries: 2 }), [2, false], "one is left");
    assert.deepEqual(await take({ isOver: () => true }), [0, false]);
    assert.deepEqual(await take(), [1, true]);
  });
});
