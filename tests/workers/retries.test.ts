import assert from "node:assert/strict";
import type { JSONValue } from "postgres";
import { somePhone, startWorld } from "./world.ts";

Deno.test("what is tried again, and when, is the organisation's policy", async (t) => {
  await using world = await startWorld();
  const { sql, bolna, book, sweep, schedule, attempts } = world;

  /** Books a call whose every try at Bolna ends in `outcome`, and lets the first one end. */
  async function bookAndFail(outcome: "no-answer" | "busy" | "voicemail", policy: JSONValue = {}) {
    const org = await world.createOrganization();
    await sql`update public.organizations set retry_policy = ${sql.json(policy)} where id = ${org.orgId}`;
    const phone = somePhone();
    bolna.scriptCalls({ to: phone, outcome });
    const id = await book(org, { phone });
    await sweep();
    await world.settled(id);
    return { id, phone, org };
  }
  const requestsTo = (phone: string) => bolna.callRequests().filter(({ to }) => to === phone).length;
  const minutesAhead = (at: Date | null) => at === null ? null : (at.getTime() - Date.now()) / 60_000;

  await t.step(
    "nobody answered: scheduled again with the reason, and not dialled before its time",
    async () => {
      const { id, phone } = await bookAndFail("no-answer");
      const { call_status, status_reason_code, retry_at } = await schedule(id);
      assert.deepEqual([call_status, status_reason_code], ["scheduled", "no_answer"]);
      const wait = minutesAhead(retry_at);
      assert.ok(wait !== null && wait > 29 && wait < 95, `in ${wait} minutes`);
      await sweep();
      assert.equal(requestsTo(phone), 1);
    },
  );

  await t.step("the second try is a new attempt with its own number and its own row", async () => {
    const { id, phone } = await bookAndFail("busy");
    await sql`update public.call_schedules set retry_at = clock_timestamp() where id = ${id}`;
    await sweep();
    await world.settled(id);
    assert.equal(requestsTo(phone), 2);
    const rows = await attempts(id);
    assert.deepEqual(rows.map(({ outcome }) => outcome), ["busy", "busy"]);
    assert.equal(new Set(rows.map(({ bolna_execution_id }) => bolna_execution_id)).size, 2);
    assert.deepEqual([...bolna.executionsPerCallRef().values()].filter((count) => count > 1), []);
  });

  await t.step("when the tries are used up the call ends as failed, in words", async () => {
    const { id } = await bookAndFail("no-answer", { no_answer: { max_retries: 0, minutes: [] } });
    const { call_status, status_reason, retry_at } = await schedule(id);
    assert.deepEqual([call_status, status_reason, retry_at], ["failed", "Nobody answered the call.", null]);
  });

  await t.step("a voicemail is not called again unless the policy says so", async () => {
    assert.equal((await schedule((await bookAndFail("voicemail")).id)).call_status, "completed");
    const again = await bookAndFail("voicemail", { voicemail: { max_retries: 1, minutes: [5] } });
    assert.equal((await schedule(again.id)).call_status, "scheduled");
  });

  await t.step("a try that waits re-checks everything: cancelled, it is never dialled", async () => {
    const { id, phone } = await bookAndFail("busy");
    await sql`
      update public.call_schedules set call_status = 'cancelled', status_reason = 'Cancelled.', retry_at = null
      where id = ${id}`;
    await sweep();
    assert.equal(requestsTo(phone), 1);
  });

  await t.step("a call that Bolna keeps queued past the deadline is taken back and tried again", async () => {
    const org = await world.createOrganization();
    bolna.changeSettings({ concurrencyMax: 0 });
    const phone = somePhone();
    const id = await book(org, { phone });
    await sweep();
    await sql`update public.call_attempts set placed_at = clock_timestamp() - interval '6 minutes' where schedule_id = ${id}`;
    await world.silence();
    await sweep();
    const { call_status, status_reason_code } = await schedule(id);
    assert.deepEqual([call_status, status_reason_code], ["scheduled", "queued_too_long"]);
    assert.equal(bolna.executions({ to: phone })[0]?.status, "stopped");
    bolna.changeSettings({ concurrencyMax: 10 });
  });
});
