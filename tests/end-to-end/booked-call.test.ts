import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";
import { watchStalls } from "../support/watch-stalls.ts";

Deno.test("a booked call is placed on its second, followed to its end and counted, with nobody ringing the sweep", async (t) => {
  // The tick as it comes out of the box; only the conversation is shorter than life.
  await using stack = await startTestStack({ sweepEverySeconds: 10, bolna: { clockFactor: 0.05 } });
  const { member } = await signInAll(stack);
  using stalls = watchStalls();
  const scheduledAt = new Date(Date.now() + 4000);
  const booked = scheduleOf(
    await member("POST", "acme/call-schedules", makeBooking({ scheduled_at: scheduledAt.toISOString() })),
  );
  const read = () => member("GET", `acme/call-schedules/${booked.id}`);

  await t.step("it leaves within a second after its time and not before", async () => {
    await waitFor("Bolna taking the call", async () => scheduleOf(await read()).bolna_call_id ?? undefined);
    const [request, ...more] = stack.bolna.callRequests();
    assert.ok(request !== undefined && more.length === 0, "one request reached Bolna");
    const lateMs = request.at - scheduledAt.getTime();
    assert.ok(lateMs >= 0 && lateMs < 1000 + stalls.onTheWayMs(), `it left ${lateMs} ms after its time`);
  });

  await t.step("it ends as completed, with a reason, its attempt and its figures", async () => {
    const { body } = await waitFor("the end of the call", async () => {
      const answer = await read();
      return scheduleOf(answer).call_status === "completed" ? answer : undefined;
    });
    const [attempt, ...more] = body.attempts ?? [];
    assert.equal(more.length, 0);
    assert.equal(attempt?.bolna_call_id, body.schedule?.bolna_call_id);
    assert.equal(attempt?.answered, true);
    assert.ok((attempt?.conversation_seconds ?? 0) > 0);
    assert.ok(body.schedule?.status_reason);
  });

  await t.step("the statistics count it, and nobody was called twice", async () => {
    const statistics = JSON.parse((await member("GET", "acme/call-schedules/statistics")).text).statistics;
    assert.equal(statistics.total_completed, 1);
    assert.equal(statistics.completion_rate, 1);
    assert.ok(statistics.average_response_seconds < 1 + stalls.onTheWayMs() / 1000);
    assert.deepEqual([...stack.bolna.executionsPerCallRef().values()], [1]);
  });
});
