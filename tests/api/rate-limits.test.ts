import assert from "node:assert/strict";
import { makeBooking, ruleOf, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({
  withFunctions: ["call-scheduling"],
  sweepEverySeconds: false,
  bolna: { clockFactor: 1000 },
});
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer } = await signInAll(stack);
const calls = "acme/call-schedules";

/** A bucket that is filled too slowly for a test to see it. */
async function limit(kind: string, burst: number) {
  await stack
    .sql`update private.request_limits set burst = ${burst}, per_second = 0.002 where kind = ${kind}`;
  await stack.sql`delete from private.request_buckets`;
}
async function unlimited(kind: string) {
  await stack.sql`update private.request_limits set burst = 1000, per_second = 1000 where kind = ${kind}`;
}

Deno.test("the limits are those of the contract and the docs", async () => {
  const limits = await stack.sql`
    select kind, per_second::float8 as per_second, burst from private.request_limits order by kind`;
  assert.deepEqual(limits.map(({ kind, per_second, burst }) => [kind, per_second, burst]), [
    ["any", 50, 600],
    ["dial", 5, 60],
    ["booking", 20, 500],
    ["idempotency_key", 0.2, 2000],
    ["unknown_event", 0.5, 1000],
  ]);
});

Deno.test("over the limit a user hears 429 and when to ask again, and others nothing of it", async () => {
  await limit("any", 20);
  const answers = await Promise.all(Array.from({ length: 30 }, () => member("GET", calls)));
  await unlimited("any");
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(answers.filter(({ status }) => status === 200).length, 20);
  assert.equal(refused.length, 10);
  for (const { body, headers } of refused) {
    assert.deepEqual([body.success, body.code], [false, "rate_limited"]);
    // A token comes every 500 s. Who came a moment before the first, and was counted after it, waits that moment longer.
    const seconds = Number(headers.get("retry-after"));
    assert.ok(seconds >= 400 && seconds <= 600, `told to wait ${seconds} s`);
  }
  assert.equal((await admin("GET", calls)).status, 200);
});

Deno.test("execute and trigger-overdue share a smaller bucket; what is over it dials nobody", async () => {
  const booked = await Promise.all(
    [makeBooking(), makeBooking()].map(async (booking) => scheduleOf(await admin("POST", calls, booking)).id),
  );
  await limit("dial", 2);
  const dialled = [
    await admin("POST", `${calls}/${booked[0]}/execute`),
    await admin("POST", `${calls}/trigger-overdue`),
    await admin("POST", `${calls}/${booked[1]}/execute`),
    await admin("POST", `${calls}/trigger-overdue`),
  ];
  await unlimited("dial");
  assert.deepEqual(dialled.map(({ status }) => status), [200, 200, 429, 429]);
  assert.equal(stack.bolna.callRequests().length, 1);
});

Deno.test("bookings are counted by organisation: all its users together", async () => {
  await limit("booking", 3);
  const statuses = [];
  for (const user of [admin, member, admin, member, admin]) {
    statuses.push((await user("POST", calls, makeBooking())).status);
  }
  await unlimited("booking");
  assert.deepEqual(statuses, [201, 201, 201, 429, 429]);
});

Deno.test("new Idempotency-Keys are limited; one that is kept may be sent again", async () => {
  const keys = () => stack.sql`select idempotency_key from public.idempotency_keys order by 1`;
  const rule = await admin("POST", "acme/rules", {
    rule_name: "Every 90 days",
    rule_type: "checkup_threshold",
    agent_id: makeBooking().agent_id,
    checkup_threshold_days: 90,
  });
  const preview = `acme/rules/${ruleOf(rule).id}/preview`;
  await limit("idempotency_key", 1);
  const seen = [];
  for (const key of ["one", "one", "two"]) {
    seen.push((await viewer("POST", preview, undefined, { "idempotency-key": key })).status);
  }
  await unlimited("idempotency_key");
  assert.deepEqual(seen, [200, 200, 429]);
  assert.deepEqual((await keys()).map((row) => row.idempotency_key), ["one"]);
});
