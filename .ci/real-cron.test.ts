import assert from "node:assert/strict";
import { makeBooking, scheduleOf, signInAll } from "../tests/support/call-api.ts";
import { startTestStack } from "../tests/support/start-test-stack.ts";
import { waitFor } from "../tests/support/wait-for.ts";
import { watchStalls } from "../tests/support/watch-stalls.ts";

/** Beyond the interval of a pg_cron that knows minutes only, so that booking itself rings nobody. */
const secondsAhead = 75;

Deno.test("the real pg_cron's tick rings the sweep, which stays on and places the call on its second", async () => {
  const dbUrl = Deno.env.get("LOCAL_DB_URL");
  assert.ok(dbUrl, "LOCAL_DB_URL names a PostgreSQL with pg_cron");
  await using stack = await startTestStack({ dbUrl, sweepEverySeconds: 10, bolna: { clockFactor: 0.05 } });
  const { member } = await signInAll(stack);
  using stalls = watchStalls();
  const scheduledAt = new Date(Date.now() + secondsAhead * 1000);
  const booked = scheduleOf(
    await member("POST", "acme/call-schedules", makeBooking({ scheduled_at: scheduledAt.toISOString() })),
  );
  await waitFor("the end of the call", async () => {
    const { call_status } = scheduleOf(await member("GET", `acme/call-schedules/${booked.id}`));
    return call_status === "completed" ? call_status : undefined;
  }, { withinMs: 300_000 });

  const [request] = stack.bolna.callRequests();
  const lateMs = (request?.at ?? 0) - scheduledAt.getTime();
  assert.ok(lateMs >= 0 && lateMs < 1000 + stalls.onTheWayMs(), `it left ${lateMs} ms after its time`);
  const [run] = await stack.sql`
    select d.status from cron.job_run_details d join cron.job j using (jobid)
    where j.jobname = 'call-scheduler-tick' and d.status = 'succeeded' limit 1`;
  assert.equal(run?.status, "succeeded", "pg_cron ran the tick");
  const [extension] = await stack.sql`select extversion from pg_extension where extname = 'pg_cron'`;
  assert.ok(extension, "and it was the real one");
});
