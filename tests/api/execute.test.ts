import assert from "node:assert/strict";
import { inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

// A call stays queued at Bolna for as long as a test looks at it.
const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { admin, member } = await signInAll(stack);
const post = "acme/call-schedules";

async function book(change: Record<string, unknown> = {}) {
  const booking = makeBooking(change);
  const created = scheduleOf(await member("POST", post, booking));
  return { id: created.id, phone: booking.contact_phone };
}

const execute = (id: string) => member("POST", `${post}/${id}/execute`);
const read = (id: string) => admin("GET", `${post}/${id}`);
const requestsTo = (phone: string) => stack.bolna.callRequests().filter(({ to }) => to === phone).length;

/** Ends every live call, so that all lines are free. */
async function endCalls(): Promise<void> {
  stack.bolna.setFaults();
  await stack.sql`update public.organizations set calling_paused_reason = null, max_concurrent_calls = 10`;
  await stack.sql`
    update public.call_attempts set state = 'ended', outcome = 'failed', ended_at = now() where state <> 'ended'`;
  await stack.sql`
    update public.call_schedules set call_status = 'failed', status_reason = 'Ended by the test.'
    where call_status = 'in_progress'`;
  await stack.sql`
    update public.call_schedules set call_status = 'cancelled', status_reason = 'Ended by the test.'
    where call_status = 'scheduled'`;
}

Deno.test("execute dials at once, whatever the time, and answers with Bolna's call", async () => {
  await endCalls();
  const { id, phone } = await book({ scheduled_at: inMinutes(60 * 24 * 30) });
  const answer = await execute(id);
  assert.equal(answer.status, 200, answer.text);
  const [call] = stack.bolna.executions({ to: phone });
  assert.deepEqual(answer.body.result, {
    schedule_id: id,
    attempt_id: call?.call_ref,
    outcome: "placed",
    bolna_call_id: call?.id,
    reason: null,
  });
  const { schedule, attempts } = (await read(id)).body;
  assert.deepEqual([schedule?.call_status, schedule?.bolna_call_id, schedule?.attempt_count], [
    "in_progress",
    call?.id,
    1,
  ]);
  const [attempt] = attempts ?? [];
  assert.deepEqual(
    [attempt?.id, attempt?.state, attempt?.trigger, attempt?.bolna_call_id, attempt?.attempt_number],
    [call?.call_ref, "placed", "execute", call?.id, 1],
  );
});

Deno.test("of many executes at once exactly one dials", async () => {
  await endCalls();
  const { id, phone } = await book();
  const answers = await Promise.all(Array.from({ length: 6 }, () => execute(id)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
  assert.equal(requestsTo(phone), 1);
});

Deno.test("a call in progress can be neither changed nor executed", async () => {
  await endCalls();
  const { id } = await book();
  await execute(id);
  for (const answer of [await member("PATCH", `${post}/${id}`, { call_topic: "x" }), await execute(id)]) {
    assert.deepEqual([answer.status, answer.body.code], [409, "not_scheduled"]);
  }
});

Deno.test("an unclear answer of Bolna is 202, and is never sent again by asking again", async () => {
  await endCalls();
  const { id, phone } = await book();
  stack.bolna.setFaults(["accept-then-502"]);
  const answer = await execute(id);
  assert.equal(answer.status, 202, answer.text);
  assert.deepEqual([answer.body.result?.outcome, answer.body.result?.bolna_call_id], ["unknown", null]);
  stack.bolna.setFaults();
  assert.equal((await execute(id)).status, 409);
  assert.equal(requestsTo(phone), 1);
  assert.equal((await read(id)).body.attempts?.[0]?.state, "unknown");
});

Deno.test("a call that Bolna refuses is 502 with its reason, and is failed", async () => {
  await endCalls();
  // A test account calls verified numbers only.
  const { id, phone } = await book();
  stack.bolna.changeSettings({ verifiedNumbers: [] });
  const answer = await execute(id);
  stack.bolna.changeSettings({ verifiedNumbers: null });
  assert.equal(answer.status, 502, answer.text);
  assert.match(String(answer.body.details), /verified/);
  assert.equal(requestsTo(phone), 1);
  const { schedule } = (await read(id)).body;
  assert.equal(schedule?.call_status, "failed");
  assert.match(schedule?.status_reason ?? "", /verified/);
});

Deno.test("an execution that is another call's is no success: the answer is 202, and the call stays unknown", async () => {
  await endCalls();
  const [first, second] = [await book(), await book()];
  const execution_id = crypto.randomUUID();
  await using bolna = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => Response.json({ message: "done", status: "queued", execution_id }),
  );
  await using api = serveApi(stack, { BOLNA_API_URL: `http://127.0.0.1:${bolna.addr.port}` });
  const there = (await signInAll(stack, api.functionsUrl)).member;
  const answers = [];
  for (const { id } of [first, second]) answers.push(await there("POST", `${post}/${id}/execute`));
  assert.deepEqual(answers.map(({ status }) => status), [200, 202]);
  const [attempt] = await stack
    .sql`select id, state from public.call_attempts where schedule_id = ${second.id}`;
  assert.equal(attempt?.state, "unknown");
  assert.deepEqual(answers[1]?.body.result, {
    schedule_id: second.id,
    attempt_id: attempt?.id,
    outcome: "unknown",
    bolna_call_id: null,
    reason: "Bolna's answer does not fit what is known of this call, so it may or may not have taken it.",
  });
});

Deno.test("when Bolna takes no more at the moment the answer is 502, and the call is still scheduled", async () => {
  await endCalls();
  const { id } = await book();
  stack.bolna.setFaults(["rate-limited"]);
  const answer = await execute(id);
  assert.deepEqual([answer.status, answer.body.code], [502, "bolna_busy"]);
  assert.equal((await read(id)).body.schedule?.call_status, "scheduled");
});

Deno.test("a key that Bolna does not accept is 502 with the reason, then calling is paused, and nothing is burnt", async () => {
  await endCalls();
  const [first, second] = [await book(), await book()];
  stack.bolna.setFaults(["unauthorized"]);
  const answer = await execute(first.id);
  assert.deepEqual([answer.status, answer.body.code], [502, "bolna_credentials"]);
  assert.match(String(answer.body.details), /BOLNA_API_KEY/);
  stack.bolna.setFaults();
  assert.equal((await read(first.id)).body.schedule?.call_status, "scheduled");
  for (const paused of [await execute(second.id), await admin("POST", `${post}/trigger-overdue`)]) {
    assert.deepEqual([paused.status, paused.body.code], [503, "calling_paused"]);
  }
  assert.equal(requestsTo(second.phone), 0);
});

Deno.test("what stands in a call's way is named: inactive schedule or agent, busy number, no free line", async () => {
  await endCalls();
  const inactive = await book({ is_active: false });
  const asked = await execute(inactive.id);
  assert.deepEqual([asked.status, asked.body.code], [409, "inactive"]);

  const first = await book();
  const same = await book({ contact_phone: first.phone });
  assert.equal((await execute(first.id)).status, 200);
  const busy = await execute(same.id);
  assert.deepEqual([busy.status, busy.body.code], [409, "number_busy"]);

  await stack.sql`update public.organizations set max_concurrent_calls = 1`;
  const full = await execute((await book()).id);
  assert.deepEqual([full.status, full.body.code], [429, "no_free_line"]);
  assert.ok(full.headers.get("retry-after"));

  await endCalls();
  const retired = await book();
  await stack.sql`update public.agents set is_active = false`;
  const agent = await execute(retired.id);
  await stack.sql`update public.agents set is_active = true`;
  assert.deepEqual([agent.status, agent.body.code], [409, "agent_inactive"]);
});

Deno.test("CALL_SCHEDULER_ENABLED=false stops execute and trigger-overdue, and nothing else", async () => {
  await endCalls();
  const { id, phone } = await book({ scheduled_at: inMinutes(-5) });
  await using api = serveApi(stack, { CALL_SCHEDULER_ENABLED: "false" });
  const there = (await signInAll(stack, api.functionsUrl)).admin;
  for (const path of [`${post}/${id}/execute`, `${post}/trigger-overdue`]) {
    const answer = await there("POST", path);
    assert.deepEqual([answer.status, answer.body.code], [503, "scheduler_disabled"]);
  }
  assert.equal((await there("GET", `${post}/due`)).body.count, 1);
  assert.equal((await there("POST", post, makeBooking())).status, 201);
  assert.equal(requestsTo(phone), 0);
});

Deno.test("trigger-overdue dials what is overdue and says what became of each", async () => {
  await endCalls();
  const overdue = [await book({ scheduled_at: inMinutes(-5) }), await book({ scheduled_at: inMinutes(-4) })];
  const unclear = await book({ scheduled_at: inMinutes(-3) });
  const future = await book();
  stack.bolna.setFaults([{ fault: "accept-then-502", to: unclear.phone }]);
  const answer = await admin("POST", `${post}/trigger-overdue`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.body.count, 2);
  assert.match(answer.body.message ?? "", /2 accepted.*1 without a clear answer/);
  const expected = overdue.map(({ id, phone }) => [id, stack.bolna.executions({ to: phone })[0]?.id]);
  const triggered = answer.body.triggered_calls?.map((
    { schedule_id, bolna_call_id },
  ) => [schedule_id, bolna_call_id]);
  assert.deepEqual(triggered?.sort(), expected.sort());
  assert.equal(requestsTo(future.phone), 0);
  const again = await admin("POST", `${post}/trigger-overdue`);
  assert.deepEqual([again.status, again.body.count, again.body.triggered_calls], [200, 0, []]);
});

Deno.test("a call that still waits at Bolna is stopped there by cancel, and by delete", async () => {
  for (const [method, suffix] of [["POST", "/cancel"], ["DELETE", ""]] as const) {
    await endCalls();
    const { id, phone } = await book();
    await execute(id);
    const answer = await member(method, `${post}/${id}${suffix}`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(stack.bolna.executions({ to: phone })[0]?.status, "stopped");
    const [row] = await stack.sql`
      select call_status, deleted_at is not null as deleted from public.call_schedules where id = ${id}`;
    assert.deepEqual([row?.call_status, row?.deleted], ["cancelled", method === "DELETE"]);
    const [attempt] = await stack.sql`select state from public.call_attempts where schedule_id = ${id}`;
    assert.equal(attempt?.state, "ended");
  }
});

Deno.test("a person who is being rung, or may be, is not taken back: 409 for cancel and delete", async () => {
  await endCalls();
  const ringing = await book();
  await execute(ringing.id);
  await stack.sql`update public.call_attempts set bolna_status = 'ringing' where schedule_id = ${ringing.id}`;
  const unclear = await book();
  stack.bolna.setFaults(["accept-then-502"]);
  await execute(unclear.id);
  stack.bolna.setFaults();
  for (const { id } of [ringing, unclear]) {
    for (const [method, suffix] of [["POST", "/cancel"], ["DELETE", ""]] as const) {
      const answer = await member(method, `${post}/${id}${suffix}`);
      assert.deepEqual([answer.status, answer.body.code], [409, "call_live"]);
    }
    assert.equal((await read(id)).body.schedule?.call_status, "in_progress");
  }
});
