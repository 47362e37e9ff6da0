import assert from "node:assert/strict";
import { until } from "../support/wait-for.ts";
import { somePhone, startWorld } from "./world.ts";

Deno.test("what came of the one request to Bolna is carried through to the end", async (t) => {
  await using world = await startWorld();
  const { bolna, book, sweep, schedule, attempt, attempts, settled, createOrganization } = world;
  const org = await createOrganization({ maxConcurrentCalls: 1000 });
  // One attempt, so that every end is the schedule's own.
  await world
    .sql`update public.organizations set retry_policy = '{"max_attempts": 1}' where id = ${org.orgId}`;

  await t.step("a due call is placed, followed by its webhooks and settled with its figures", async () => {
    const phone = somePhone();
    const id = await book(org, { phone });
    const counts = await sweep();
    assert.deepEqual([counts.enabled, counts.claimed, counts.placed], [true, 1, 1]);
    const done = await settled(id);
    assert.equal(done.call_status, "completed");
    assert.equal(done.status_reason_code, "answered");
    const [execution, ...more] = bolna.executions({ to: phone });
    assert.equal(more.length, 0);
    assert.equal(execution?.id, done.bolna_call_id);
    const { id: attemptId, state, conversation_seconds } = await attempt(id);
    assert.deepEqual([state, execution?.call_ref], ["ended", attemptId]);
    assert.ok(Number(conversation_seconds) > 0);
  });

  await t.step("Bolna is told the number, our references, name, topic and language, and nothing else", () => {
    const request = bolna.requests.find(({ path }) => path === "/call");
    assert.deepEqual(Object.keys(Object(request?.body)).sort(), [
      "agent_id",
      "from_phone_number",
      "recipient_phone_number",
      "user_data",
    ]);
    assert.deepEqual(Object.keys(Object(Object(request?.body).user_data)).sort(), [
      "call_language",
      "call_ref",
      "call_topic",
      "contact_name",
      "org_ref",
      "schedule_ref",
    ]);
  });

  const ends = [
    ["busy", "failed", "busy"],
    ["no-answer", "failed", "no_answer"],
    ["failed", "failed", "number_invalid"],
    ["error", "failed", "error"],
    ["canceled", "cancelled", "canceled"],
    ["voicemail", "completed", "voicemail"],
    ["no-talk", "completed", "completed_without_talk"],
    ["unknown-status", "completed", "answered"],
  ] as const;
  for (const [outcome, callStatus, reasonCode] of ends) {
    await t.step(`a call that ends as ${outcome} is ${callStatus}, with a sentence`, async () => {
      const phone = somePhone();
      bolna.scriptCalls({ to: phone, outcome });
      const id = await book(org, { phone });
      await sweep();
      const done = await settled(id);
      assert.deepEqual([done.call_status, done.status_reason_code], [callStatus, reasonCode]);
      assert.match(done.status_reason ?? "", /^[A-Z].*\.?$/);
    });
  }

  await t.step(
    "a refusal about the call fails it with Bolna's reason, and nothing is tried again",
    async () => {
      const phone = somePhone();
      bolna.changeSettings({ verifiedNumbers: [] });
      const id = await book(org, { phone });
      assert.equal((await sweep()).refused, 1);
      bolna.changeSettings({ verifiedNumbers: null });
      await sweep();
      const done = await schedule(id);
      assert.deepEqual([done.call_status, done.status_reason_code], ["failed", "number_not_verified"]);
      assert.match(done.status_reason ?? "", /verified/);
      assert.equal((await attempt(id)).http_status, 403);
      assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 1);
    },
  );

  await t.step("429 puts the call back, to be tried again later and not at once", async () => {
    const phone = somePhone();
    bolna.changeSettings({ retryAfterSeconds: 60 });
    bolna.setFaults([{ fault: "rate-limited", to: phone, times: 1 }]);
    const id = await book(org, { phone });
    assert.equal((await sweep()).not_sent, 1);
    const waiting = await schedule(id);
    assert.equal(waiting.call_status, "scheduled");
    assert.ok(waiting.retry_at && waiting.retry_at.getTime() > Date.now() + 1000);
    assert.equal((await sweep()).claimed, 0);
    await world.sql`update public.call_schedules set retry_at = null where id = ${id}`;
    assert.equal((await sweep()).placed, 1);
    assert.equal((await settled(id)).call_status, "completed");
    assert.deepEqual((await attempts(id)).map(({ outcome }) => outcome), ["not_sent", "completed"]);
    assert.equal(bolna.executions({ to: phone }).length, 1);
  });

  await t.step("a number that does not fit its stored hash is not dialled", async () => {
    const phone = somePhone();
    const id = await book(org, { phone, phoneHash: "0".repeat(64) });
    assert.equal((await sweep()).refused, 1);
    assert.equal((await schedule(id)).status_reason_code, "phone_record_invalid");
    assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 0);
  });

  await t.step("a number that was moved here from another row is not dialled", async () => {
    const phone = somePhone();
    const other = await book(org, { phone, dueIn: 3600 });
    const id = await book(org, { phone });
    await world.sql`update public.call_schedules s set contact_phone_enc = o.contact_phone_enc
      from public.call_schedules o where s.id = ${id} and o.id = ${other}`;
    assert.equal((await sweep()).refused, 1);
    assert.equal((await schedule(id)).status_reason_code, "phone_record_invalid");
    assert.equal(bolna.callRequests().filter(({ to }) => to === phone).length, 0);
  });

  await t.step("calls over the cap of an organisation wait for a line and lose none", async () => {
    const small = await createOrganization({ maxConcurrentCalls: 2 });
    const ids = await Promise.all(Array.from({ length: 5 }, () => book(small)));
    // No call ends while the first sweep goes on.
    bolna.setClock(1000);
    assert.equal((await sweep()).claimed, 2);
    bolna.setClock(0.005);
    await until(async () => {
      await sweep();
      const all = await Promise.all(ids.map(schedule));
      return all.every(({ call_status }) => call_status === "completed");
    }, "all five are completed");
  });
});
