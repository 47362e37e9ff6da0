import assert from "node:assert/strict";
import { inMinutes, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

// Calls stay queued at Bolna while the tests look on.
const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { admin, member } = await signInAll(stack);

const post = "acme/call-schedules";
const withKey = (key: string) => ({ "idempotency-key": key });

async function countSchedules(contactId: unknown): Promise<number> {
  const [row] = await stack.sql`
    select count(*)::int as count from public.call_schedules where contact_id = ${String(contactId)}`;
  return Number(row?.count);
}

Deno.test("the same key and body give the first answer again, and one schedule", async () => {
  const booking = makeBooking();
  const first = await member("POST", post, booking, withKey("again"));
  assert.deepEqual([first.status, first.headers.get("idempotency-replayed")], [201, null]);
  for (let repeat = 0; repeat < 3; repeat++) {
    const again = await member("POST", post, booking, withKey("again"));
    assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [201, "true"]);
    assert.equal(again.text, first.text);
  }
  assert.equal(await countSchedules(booking.contact_id), 1);
});

Deno.test("the same key and body at once make one schedule: one is created, the others hear of it or wait", async () => {
  const booking = makeBooking();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => admin("POST", post, booking, withKey("at-once"))),
  );
  const created = answers.filter(({ status }) => status === 201);
  assert.equal(created.filter(({ headers }) => !headers.has("idempotency-replayed")).length, 1);
  assert.equal(new Set(created.map((answer) => scheduleOf(answer).id)).size, 1);
  for (const { status, body } of answers) {
    if (status !== 201) assert.deepEqual([status, body.code], [409, "idempotency_key_running"]);
  }
  assert.equal(await countSchedules(booking.contact_id), 1);
});

Deno.test("the same key with another body, or on another route, is 422 and does nothing", async () => {
  const booking = makeBooking();
  const { id } = scheduleOf(await admin("POST", post, booking, withKey("reused")));
  const other = makeBooking();
  for (
    const [path, body] of [[post, other], [post, { ...booking, call_topic: "x" }], [
      `${post}/${id}/cancel`,
      undefined,
    ]] as const
  ) {
    const answer = await admin("POST", path, body, withKey("reused"));
    assert.deepEqual([answer.status, answer.body.code], [422, "idempotency_key_reused"]);
  }
  assert.equal(await countSchedules(other.contact_id), 0);
  assert.equal((await admin("GET", `${post}/${id}`)).body.schedule?.call_status, "scheduled");
});

Deno.test("keys of two users do not meet", async () => {
  const booking = makeBooking();
  assert.equal((await admin("POST", post, booking, withKey("shared"))).status, 201);
  const theirs = await member("POST", post, booking, withKey("shared"));
  assert.deepEqual([theirs.status, theirs.headers.get("idempotency-replayed")], [201, null]);
  assert.equal(await countSchedules(booking.contact_id), 2);
});

Deno.test("a refused request is kept too: the same mistake is answered the same", async () => {
  const booking = makeBooking({ contact_phone: "+1" });
  const first = await admin("POST", post, booking, withKey("mistake"));
  const again = await admin("POST", post, booking, withKey("mistake"));
  assert.deepEqual([first.status, again.status, again.headers.get("idempotency-replayed")], [
    422,
    422,
    "true",
  ]);
  assert.equal(again.text, first.text);
});

Deno.test("a repeated execute dials once, and says again which call it was", async () => {
  const { id } = scheduleOf(await admin("POST", post, makeBooking()));
  const first = await admin("POST", `${post}/${id}/execute`, undefined, withKey("dial"));
  const again = await admin("POST", `${post}/${id}/execute`, undefined, withKey("dial"));
  assert.deepEqual([first.status, again.status], [200, 200]);
  assert.equal(again.text, first.text);
  assert.deepEqual(stack.bolna.callRequests().length, 1);
});

Deno.test("what could succeed another time is not kept", async () => {
  const { id } = scheduleOf(await admin("POST", post, makeBooking()));
  const path = `${post}/${id}/execute`;
  {
    await using disabled = serveApi(stack, { CALL_SCHEDULER_ENABLED: "false" });
    const there = (await signInAll(stack, disabled.functionsUrl)).admin;
    assert.equal((await there("POST", path, undefined, withKey("later"))).status, 503);
  }
  const later = await admin("POST", path, undefined, withKey("later"));
  assert.deepEqual([later.status, later.headers.get("idempotency-replayed")], [200, null]);
});

Deno.test("a first try that died after it wrote is repeated without writing twice", async () => {
  const booking = makeBooking();
  const first = await admin("POST", post, booking, withKey("died"));
  // As it is when the worker died before it could keep its answer, a minute ago.
  await stack.sql`
    update public.idempotency_keys set status_code = null, response_enc = null,
      started_at = clock_timestamp() - interval '61 seconds' where idempotency_key = 'died'`;
  const again = await admin("POST", post, booking, withKey("died"));
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [201, null]);
  assert.deepEqual(again.body.schedule, first.body.schedule);
  assert.equal(await countSchedules(booking.contact_id), 1);
});

Deno.test("while the first try still runs the second is 409", async () => {
  const booking = makeBooking();
  await admin("POST", post, booking, withKey("running"));
  await stack.sql`
    update public.idempotency_keys set status_code = null, response_enc = null where idempotency_key = 'running'`;
  const answer = await admin("POST", post, booking, withKey("running"));
  assert.deepEqual([answer.status, answer.body.code], [409, "idempotency_key_running"]);
});

Deno.test("a key of 255 printable characters is taken, a longer, empty or other one is 400", async () => {
  assert.equal((await admin("POST", post, makeBooking(), withKey("~".repeat(255)))).status, 201);
  for (const key of ["~".repeat(256), "", "é", "a\tb"]) {
    const booking = makeBooking({ scheduled_at: inMinutes(5) });
    const answer = await admin("POST", post, booking, withKey(key));
    assert.equal(answer.status, 400, key);
    assert.equal(await countSchedules(booking.contact_id), 0);
  }
});

Deno.test("kept answers are ciphertext", async () => {
  const rows = await stack
    .sql`select response_enc from public.idempotency_keys where response_enc is not null`;
  assert.ok(rows.length > 0);
  for (const { response_enc } of rows) assert.match(response_enc, /^v1\.[\w-]+\.[\w-]+\.[\w-]+$/);
});
