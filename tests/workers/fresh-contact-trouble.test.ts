import assert from "node:assert/strict";
import { createContactLook } from "../../supabase/functions/_shared/contacts/look-up-contact.ts";
import { placeCall } from "../../supabase/functions/_shared/calls/place-call.ts";
import { runSweepOnce } from "../../supabase/functions/_shared/calls/run-sweep.ts";
import { until } from "../support/wait-for.ts";
import { assertOne, startCrmWorld } from "./crm-world.ts";
import { somePhone } from "./world.ts";

Deno.test("a call whose contact cannot be looked up is not lost, and is dialled only where that is allowed", async (t) => {
  await using world = await startCrmWorld();
  const { sql, hubspot, sweep, schedule, attempts, planFor, bookFor, requestsTo, addContact } = world;
  const org = await world.connectOrganization();
  const letGo = (id: string) =>
    sql`update private.call_looks set expires_at = now() - interval '1 second' where schedule_id = ${id}`;
  const lookAgain = (id: string) => sql`update public.call_schedules set not_before = null where id = ${id}`;

  await t.step(
    "HubSpot does not answer: a rule's call is put off, and is made when it answers again",
    async () => {
      const phone = somePhone();
      const id = await planFor(org, { phone });
      for (const fault of ["500", "503-html", "broken-json", "drop-before-commit", "slow", "401"] as const) {
        hubspot.setFaults([{ fault, on: "read-contact" }]);
        await lookAgain(id);
        const counts = await sweep();
        assert.deepEqual([counts.claimed, counts.deferred, counts.placed], [1, 1, 0], fault);
        const { call_status, status_reason_code, not_before } = await schedule(id);
        assert.deepEqual([call_status, status_reason_code], ["scheduled", "contact_unreadable"], fault);
        assert.ok(not_before && not_before.getTime() > Date.now() + 200_000);
      }
      assert.equal(requestsTo(phone), 0);
      assert.equal((await attempts(id)).length, 0, "nothing was asked of Bolna, so there is no attempt");
      hubspot.setFaults();
      await lookAgain(id);
      assert.equal((await sweep()).placed, 1);
      await world.settled(id);
    },
  );

  await t.step("HubSpot holds the account for hours: a rule's call waits for an hour at a time", async () => {
    const id = await planFor(org);
    const readings = () => hubspot.requests.length;
    hubspot.setFaults([{ fault: "429", policy: "DAILY", on: "read-contact", times: 1 }]);
    for (const asked of [1, 0]) {
      const before = readings();
      await lookAgain(id);
      assert.equal((await sweep()).deferred, 1);
      assert.equal(readings() - before, asked, "an account that is held is not asked");
      const { call_status, not_before } = await schedule(id);
      assert.equal(call_status, "scheduled");
      const wait = ((not_before?.getTime() ?? 0) - Date.now()) / 1000;
      assert.ok(wait > 3000 && wait <= 3600, `again in ${wait} s`);
      await sql`update private.hubspot_limits set blocked_until = clock_timestamp() + interval '5 hours'`;
    }
    await sql`update private.hubspot_limits set blocked_until = '-infinity'`;
    await lookAgain(id);
    assert.equal((await sweep()).placed, 1);
    await world.settled(id);
  });

  await t.step("a rule's call that only had to queue for HubSpot's limits looks again soon", async () => {
    const id = await planFor(org);
    await sql`update private.hubspot_limits set next_at = clock_timestamp() + interval '20 seconds'`;
    assert.equal((await sweep()).deferred, 1);
    const wait = (((await schedule(id)).not_before?.getTime() ?? 0) - Date.now()) / 1000;
    assert.ok(wait > 0 && wait <= 60, `again in ${wait} s`);
    await sql`update private.hubspot_limits set next_at = clock_timestamp()`;
    await lookAgain(id);
    assert.equal((await sweep()).placed, 1);
    await world.settled(id);
  });

  await t.step("one bad answer of HubSpot's costs a rule's call nothing", async () => {
    const id = await planFor(org);
    hubspot.setFaults([{ fault: "502-before-commit", on: "read-contact", times: 1 }]);
    assert.equal((await sweep()).placed, 1);
    await world.settled(id);
  });

  await t.step("HubSpot does not answer: a call at the time that a person chose goes out", async () => {
    const phone = somePhone();
    const id = await bookFor(org, { phone, autoTrigger: true });
    hubspot.setFaults([{ fault: "500", on: "read-contact" }]);
    assert.equal((await sweep()).placed, 1);
    hubspot.setFaults();
    assert.equal(requestsTo(phone), 1);
    await world.settled(id);
  });

  await t.step("but never to a contact that is known as not to be called", async () => {
    const phone = somePhone();
    const contactId = addContact({ phone });
    const id = await bookFor(org, { phone, contactId, dueIn: 3600 });
    await sql`
      insert into public.contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem, do_not_call)
      values (${org.orgId}, ${contactId}, 'Asha Rao', 'missing', 'missing', true)`;
    await sql`update public.call_schedules set scheduled_at = now() - interval '1 minute' where id = ${id}`;
    hubspot.setFaults([{ fault: "500", on: "read-contact" }]);
    const counts = await sweep();
    assert.deepEqual([counts.claimed, counts.deferred, counts.placed], [1, 1, 0]);
    hubspot.setFaults();
    assert.equal((await schedule(id)).status_reason_code, "contact_unreadable");
    assert.equal(requestsTo(phone), 0);
    hubspot.editContact(contactId, { do_not_call: "false" });
    await lookAgain(id);
    assert.equal((await sweep()).placed, 1);
    await world.settled(id);
  });

  await t.step("a call that is looked up takes fourteen calls' share of what a sweep may do", async () => {
    let rings = 0;
    const ringAgain = () => {
      rings += 1;
      return Promise.resolve();
    };
    const looked = await planFor(org);
    await runSweepOnce({ ...world.sweepDeps(), maxCalls: 14, ringAgain });
    assert.equal(rings, 1, "the next sweep goes on");
    const plain = await world.book(org);
    await runSweepOnce({ ...world.sweepDeps(), maxCalls: 14, ringAgain });
    assert.equal(rings, 1);
    for (const id of [looked, plain]) await world.settled(id);
  });

  await t.step(
    "a database that fails during the look: nothing is dialled, though a person chose the time",
    async () => {
      const phone = somePhone();
      const id = await bookFor(org, { phone, autoTrigger: true });
      const deps = world.sweepDeps();
      const calls = {
        ...deps.calls,
        claimLookedCall: () => Promise.reject(new Error("The database does not answer.")),
      };
      const call = assertOne(await deps.calls.claimDueCalls("an unlucky worker", 1), "calls");
      assert.equal(call.schedule_id, id);
      const placed = await placeCall({ ...deps, lookUpContact: createContactLook({ ...deps, calls }) }, call);
      assert.equal(placed.outcome, "deferred");
      assert.equal((await attempts(id)).length, 0);
      assert.equal((await sweep()).claimed, 0, "it is in that worker's hands");
      await letGo(id);
      assert.equal((await sweep()).placed, 1, "and free again when the time of the look is over");
      assert.equal(requestsTo(phone), 1);
      await world.settled(id);
    },
  );

  await t.step("a worker whose call was taken out of its hands during the look dials nothing", async () => {
    const phone = somePhone();
    const id = await planFor(org, { phone });
    const deps = world.sweepDeps();
    const call = assertOne(await deps.calls.claimDueCalls("a slow worker", 1), "calls");
    assert.equal(call.schedule_id, id);
    await letGo(id);
    assert.equal((await sweep()).placed, 1, "another one takes it");
    const placed = await placeCall(deps, call);
    assert.deepEqual([placed.outcome, "reasonCode" in placed && placed.reasonCode], [
      "deferred",
      "claim_lost",
    ]);
    assert.equal(requestsTo(phone), 1);
    await world.settled(id);
  });

  await t.step("a call that was edited during the look is not claimed by what was read before", async () => {
    const [phone, other] = [somePhone(), somePhone()];
    const id = await bookFor(org, { phone, autoTrigger: true });
    const deps = world.sweepDeps();
    const call = assertOne(await deps.calls.claimDueCalls("a worker", 1), "calls");
    await sql`update public.call_schedules set contact_id = ${addContact({ phone: other })} where id = ${id}`;
    const look = {
      contact_id: call.contact_id,
      contact: null,
      phone_enc: null,
      phone_hash: null,
      global_phone_hash: null,
    };
    assert.equal((await deps.calls.claimLookedCall(id, "a worker", look)).outcome, "lost");
    assert.equal((await sweep()).placed, 1, "it is looked up anew");
    await world.settled(id);
  });

  await t.step(
    "a worker that dies between the look and the request leaves a call that is made once",
    async () => {
      const phone = somePhone();
      const id = await planFor(org, { phone });
      const deps = world.sweepDeps();
      const call = assertOne(await deps.calls.claimDueCalls("a dying worker", 1), "calls");
      assert.ok(call.looks_first);
      assert.equal((await deps.lookUpContact(call)).outcome, "claimed");

      await sql`update public.organizations set retry_policy = '{}' where id = ${org.orgId}`;
      await sql`
      update public.call_attempts
      set lease_expires_at = now() - interval '1 second', claimed_at = now() - interval '11 minutes'
      where schedule_id = ${id}`;
      await until(async () => {
        await sweep();
        await world.silence();
        return (await schedule(id)).call_status === "scheduled";
      }, "it is proven that the call was not made");
      assert.equal(requestsTo(phone), 0);
      await sql`update public.call_schedules set retry_at = null where id = ${id}`;
      assert.equal((await sweep()).placed, 1);
      assert.equal(requestsTo(phone), 1);
      assert.deepEqual((await attempts(id)).map(({ outcome }) => outcome === "absent"), [true, false]);
    },
  );
});
