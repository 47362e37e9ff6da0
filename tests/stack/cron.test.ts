import assert from "node:assert/strict";
import { parseCronSchedule } from "../../local/stack/cron-schedule.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

function matches(schedule: string, time: string): boolean {
  const parsed = parseCronSchedule(schedule);
  return "matches" in parsed && parsed.matches(new Date(time));
}

Deno.test("five-field schedules match as cron's do", () => {
  assert.ok(matches("* * * * *", "2026-11-22T08:31:00Z"));
  assert.ok(matches("*/15 * * * *", "2026-11-22T08:45:00Z"));
  assert.ok(!matches("*/15 * * * *", "2026-11-22T08:46:00Z"));
  assert.ok(matches("0,30 8-10 * * *", "2026-11-22T09:30:00Z"));
  assert.ok(!matches("0,30 8-10 * * *", "2026-11-22T11:30:00Z"));
  assert.ok(matches("17 3 * * *", "2026-11-22T03:17:00Z"));
  assert.ok(matches("0 0 * * sun", "2026-11-22T00:00:00Z"));
  assert.ok(matches("0 0 * * 7", "2026-11-22T00:00:00Z"));
  assert.ok(matches("0 0 1 * 0", "2026-11-22T00:00:00Z"), "either day is enough when both are restricted");
  assert.ok(!matches("0 0 2 * 1", "2026-11-22T00:00:00Z"));
  assert.ok(matches("0 0 */2 * mon", "2026-11-23T00:00:00Z"));
  assert.ok(!matches("0 0 */2 * mon", "2026-11-22T00:00:00Z"), "a star with a step restricts with the other");
  assert.ok(!matches("0 0 */2 * mon", "2026-11-30T00:00:00Z"), "a star with a step restricts with the other");
  assert.ok(matches("@hourly", "2026-11-22T08:00:30.500Z"));
  assert.ok(!matches("@daily", "2026-11-22T08:00:00Z"));
  assert.ok(!matches("0 0 1 jan *", "2026-02-01T00:00:00Z"));
  assert.ok(matches("10-40/10 * * * *", "2026-11-22T00:20:00Z"));
});

Deno.test("seconds are 1 to 59, and what cron would not take is refused", () => {
  assert.deepEqual(parseCronSchedule("10 seconds"), { everySeconds: 10 });
  for (
    const bad of [
      "60 seconds",
      "0 seconds",
      "* * * *",
      "61 * * * *",
      "5-1 * * * *",
      "x * * * *",
      "*/0 * * * *",
      "* * * * * *",
      "@reboot",
      "",
    ]
  ) {
    assert.throws(() => parseCronSchedule(bad), RangeError, bad);
  }
});

Deno.test("the stand-in for pg_cron runs jobs every few seconds, never beside themselves, and keeps a record", async () => {
  await using stack = await startTestStack({ withFunctions: false, seed: false, sweepEverySeconds: false });
  const { sql } = stack;
  await sql`create table public.ticks (job text, at timestamptz default clock_timestamp())`;
  await sql`select cron.schedule('never', '61 * * * *', 'select 1')`;
  await sql`select cron.schedule('quick', '1 second', 'insert into public.ticks (job) values (''quick'')')`;
  await sql`select cron.schedule('slow', '1 seconds',
    'insert into public.ticks (job) select ''slow'' from pg_sleep(1.6)')`;
  await sql`select cron.schedule('broken', '1 seconds', 'select 1/0')`;

  const gaps = await waitFor("six quick ticks", async () => {
    const rows = await sql<
      { at: Date }[]
    >`select at from public.ticks where job = 'quick' order by at limit 6`;
    const times = rows.map((row) => row.at.getTime());
    return times.length === 6 ? times.slice(1).map((time, index) => time - (times[index] ?? 0)) : undefined;
  });
  // The middle one: a busy machine delays a tick now and then, and the next one comes the sooner.
  const [, , gap = 0] = gaps.toSorted((one, other) => one - other);
  assert.ok(gap > 600 && gap < 1_600, `ticks are about a second apart, not ${gaps.join(", ")} ms`);

  const [overlapping] = await waitFor("two slow runs", async () => {
    const runs = await sql<{ overlaps: boolean }[]>`
      select coalesce(start_time < lag(end_time) over (order by start_time), false) as overlaps
      from cron.job_run_details join cron.job using (jobid) where jobname = 'slow' and status = 'succeeded'`;
    return runs.length >= 2 ? runs.filter((run) => run.overlaps) : undefined;
  }).then((runs) => [runs.length]);
  assert.equal(overlapping, 0);

  const [broken] = await sql<{ status: string; return_message: string }[]>`
    select status, return_message from cron.job_run_details join cron.job using (jobid)
    where jobname = 'broken' and end_time is not null limit 1`;
  assert.deepEqual({ ...broken }, { status: "failed", return_message: "ERROR: division by zero" });

  // Scheduled anew while it runs it goes on when that run is over.
  await sql`select cron.schedule('long', '1 seconds', 'select pg_sleep(2)')`;
  const countRuns = async (status: string) =>
    (await sql`select from cron.job_run_details d join cron.job j using (jobid) where j.jobname = 'long' and d.status = ${status}`)
      .length;
  await waitFor("its first run", async () => await countRuns("running") || undefined);
  await sql`select cron.schedule('long', '2 seconds', 'select pg_sleep(2)')`;
  await waitFor("its second one", async () => await countRuns("succeeded") > 1 || undefined);

  await sql`select cron.unschedule('quick')`;
  assert.equal((await sql`select from cron.job where jobname = 'quick'`).length, 0);
  await assert.rejects(
    sql`select cron.schedule('bad', '60 seconds', 'select 1')`,
    /invalid schedule: 60 seconds/,
  );
});

Deno.test("scheduling a name again replaces the job, as pg_cron does", async () => {
  await using stack = await startTestStack({ withFunctions: false, seed: false, sweepEverySeconds: false });
  const { sql } = stack;
  const [first] = await sql`select cron.schedule('one', '5 minutes'::text, 'select 1')`.catch(
    () => [undefined],
  );
  assert.equal(first, undefined);
  const [a] = await sql<{ id: string }[]>`select cron.schedule('one', '10 seconds', 'select 1') as id`;
  const [b] = await sql<{ id: string }[]>`select cron.schedule('one', '*/5 * * * *', 'select 2') as id`;
  assert.equal(a?.id, b?.id);
  const jobs = await sql`select schedule, command from cron.job where jobname = 'one'`;
  assert.deepEqual(jobs.map((job) => ({ ...job })), [{ schedule: "*/5 * * * *", command: "select 2" }]);
});
