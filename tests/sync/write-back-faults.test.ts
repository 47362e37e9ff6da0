import assert from "node:assert/strict";
import type { WriteBackDeps } from "../../supabase/functions/_shared/write-back/write-back.ts";
import { assertOne } from "../workers/crm-world.ts";
import { startWriteBackWorld } from "./write-back-world.ts";

Deno.test("HubSpot has each call exactly once, whatever breaks on the way", async (t) => {
  await using world = await startWriteBackWorld();
  const { sql, hubspot, endCall, entry, creates, passTime } = world;
  const org = await world.connectOrganization();
  await world.setConnection(org.orgId, { last_call_outcome_property: "ai_last_call_outcome" });
  /** One try of each question. */
  const once = { maxTries: 1 };
  const writeBack = (change: Partial<WriteBackDeps> = {}) => world.writeBack({ limits: once, ...change });
  /** The entries' turn has come, though no time has passed since their engagements were sent. */
  const wake = () => sql`update public.crm_outbox set next_try_at = clock_timestamp() where state <> 'sent'`;

  const unclear = [
    ["502-before-commit", 2],
    ["502-after-commit", 1],
    ["drop-before-commit", 2],
    ["drop-after-commit", 1],
    ["500", 2],
    ["503-html", 2],
    ["slow", 1],
    ["broken-json", 1],
  ] as const;
  for (const [fault, sent] of unclear) {
    await t.step(
      `an engagement lost to ${fault} is looked for, and sent again only if it is not there`,
      async () => {
        const { contactId, scheduleId } = await endCall(org);
        hubspot.setFaults([{ fault, on: "create-call", times: 1 }]);
        const counts = await writeBack({ limits: { ...once, timeoutMs: 4_000 } });
        assert.equal(counts.write_back_delayed, 1);
        const waiting = await entry(scheduleId);
        assert.equal(waiting.state, "unknown");
        assert.ok(waiting.wait > 60, `again in ${waiting.wait} s`);

        await wake();
        await writeBack();
        const looked = await entry(scheduleId);
        assert.equal(creates(contactId), 1, "not sent again before HubSpot must show it");
        assert.equal(looked.state, sent === 1 ? "sent" : "unknown");
        if (sent === 2) assert.ok(looked.wait > 30 && looked.wait <= 120, `again in ${looked.wait} s`);

        await passTime(121);
        await writeBack();
        const call = assertOne(hubspot.callsOf(contactId), "engagements");
        const { state, engagement_id } = await entry(scheduleId);
        assert.deepEqual([state, engagement_id, creates(contactId)], ["sent", call.id, sent]);
        assert.equal(hubspot.contact(contactId)?.properties.ai_last_call_outcome, "answered");
      },
    );
  }

  const refused = [
    [{ fault: "429" }, 10, 300],
    [{ fault: "429", policy: "DAILY" }, 10, 90_000],
    [{ fault: "477", seconds: 900 }, 890, 1800],
    [{ fault: "423" }, 10, 300],
    [{ fault: "401" }, 1700, 1800],
    [{ fault: "403" }, 1700, 1800],
  ] as const;
  for (const [fault, shortest, longest] of refused) {
    const name = "policy" in fault ? `${fault.fault} ${fault.policy}` : fault.fault;
    await t.step(
      `an engagement that HubSpot turns away with ${name} comes again after its time`,
      async () => {
        const { contactId, scheduleId } = await endCall(org);
        hubspot.setFaults([{ ...fault, on: "create-call", times: 1 }]);
        await writeBack();
        const { state, wait, reason } = await entry(scheduleId);
        assert.equal(state, "pending");
        assert.ok(wait > shortest && wait <= longest, `again in ${wait} s`);
        assert.match(reason ?? "", /^[A-Z].*\.$/);
        assert.equal(hubspot.callsOf(contactId).length, 0);

        await passTime(wait);
        await writeBack();
        assertOne(hubspot.callsOf(contactId), "engagements");
        assert.equal((await entry(scheduleId)).state, "sent");
      },
    );
  }

  await t.step(
    "a look that fails proves nothing: the engagement is not sent again before one succeeds",
    async () => {
      const { contactId, scheduleId } = await endCall(org);
      hubspot.setFaults([{ fault: "502-after-commit", on: "create-call", times: 1 }]);
      await writeBack();
      for (const on of ["read-contact", "list-associations", "batch-read-call"]) {
        hubspot.setFaults([{ fault: "429", on }]);
        await passTime(1800);
        await writeBack();
        assert.equal((await entry(scheduleId)).state, "unknown", on);
      }
      hubspot.setFaults();
      await passTime(1800);
      await writeBack();
      assertOne(hubspot.callsOf(contactId), "engagements");
      assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["sent", 1]);
    },
  );

  await t.step("a failed update of the contact never makes a second call", async () => {
    const { contactId, scheduleId } = await endCall(org);
    for (const fault of ["500", "423", "477", "401", "drop-after-commit"] as const) {
      hubspot.setFaults([{ fault, on: "patch-contact" }]);
      await writeBack();
      assert.equal((await entry(scheduleId)).state, "pending", fault);
      await passTime(1800);
    }
    hubspot.setFaults();
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
    assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["sent", 1]);
  });

  /** A worker that dies as soon as the step is done: `before`, so that it is not even written down. */
  const dyingAt = (step: string, before: boolean): WriteBackDeps["outbox"] => ({
    ...world.deps.outbox,
    recordStep: async (...call) => {
      if (call[2] !== step) return await world.deps.outbox.recordStep(...call);
      if (!before) await world.deps.outbox.recordStep(...call);
      throw new Error("The worker is killed here.");
    },
  });

  await t.step(
    "a worker killed between the engagement and its record: the next one finds it there",
    async () => {
      const { contactId, scheduleId } = await endCall(org);
      await writeBack({ outbox: dyingAt("engagement_written", true) });
      assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["sending", 1]);
      assert.equal((await writeBack()).written_back, 0, "it is the dead worker's until the lease is over");
      await passTime(61);
      await writeBack();
      assertOne(hubspot.callsOf(contactId), "engagements");
      assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["sent", 1]);
    },
  );

  await t.step(
    "a worker killed just before the engagement: it is sent once it is sure not to be there",
    async () => {
      const { contactId, scheduleId } = await endCall(org);
      await writeBack({ outbox: dyingAt("engagement_sending", false) });
      await passTime(61);
      await writeBack();
      assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["unknown", 0]);
      await passTime(61);
      await writeBack();
      assertOne(hubspot.callsOf(contactId), "engagements");
      assert.equal((await entry(scheduleId)).state, "sent");
    },
  );

  await t.step("a worker that was held up after it announced the engagement does not send it", async () => {
    const { contactId, scheduleId } = await endCall(org);
    let late = 0;
    const outbox: WriteBackDeps["outbox"] = {
      ...world.deps.outbox,
      recordStep: async (...call) => {
        const recorded = await world.deps.outbox.recordStep(...call);
        late = 41_000;
        return recorded;
      },
    };
    await writeBack({ outbox, now: () => new Date(Date.now() + late) });
    assert.deepEqual([(await entry(scheduleId)).state, creates(contactId)], ["unknown", 0]);
    await passTime(121);
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
  });

  await t.step("workers side by side write each call once", async () => {
    const calls = [];
    for (let call = 0; call < 6; call++) calls.push(await endCall(org));
    await Promise.all([writeBack(), writeBack(), writeBack()]);
    await wake();
    await world.writeBack();
    for (const { contactId, scheduleId } of calls) {
      assertOne(hubspot.callsOf(contactId), "engagements");
      assert.equal((await entry(scheduleId)).state, "sent");
    }
  });

  await t.step("HubSpot down for more than a day loses nothing", async () => {
    const { contactId, scheduleId } = await endCall(org);
    hubspot.setFaults(["drop-before-commit"]);
    for (let half = 0; half < 50; half++) {
      await writeBack();
      const { state, wait } = await entry(scheduleId);
      assert.equal(state, "pending");
      assert.ok(wait <= 1800, `again in ${wait} s`);
      await passTime(1800);
    }
    hubspot.setFaults();
    await writeBack();
    assertOne(hubspot.callsOf(contactId), "engagements");
    assert.equal((await entry(scheduleId)).state, "sent");
  });
});
