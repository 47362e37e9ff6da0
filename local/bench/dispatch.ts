import { type BenchOrganization, bookDueCalls, createOrganization } from "./book-calls.ts";
import { dispatchGraphile } from "./dispatch-graphile.ts";
import { dispatchOurs } from "./dispatch-ours.ts";
import { dispatchPgBoss } from "./dispatch-pg-boss.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { statusTable } from "./queue-job.ts";
import { type BenchStack, bolnaLatencyMs, startBenchStack } from "./start-bench-stack.ts";

const concurrency = 50;

// Bolna's webhooks would tell of these calls within seconds. Nobody sends any here, and the sweep would begin to read the
// silent calls after 20 s: work of its own, and only where the run is slow enough.
const callsAreHeardOf = `
  create function private.bench_hear_of_call() returns trigger language plpgsql as $$
  begin
    new.next_check_at := new.placed_at + interval '1 hour';
    return new;
  end $$;
  create trigger bench_hear_of_call before update on public.call_attempts
    for each row when (new.state = 'placed' and old.state <> 'placed') execute function private.bench_hear_of_call()`;

/** Due calls through our dispatch, and the same requests as jobs of two queues made for nothing else. */
export async function benchDispatch(context: BenchContext): Promise<void> {
  const calls = context.quick ? 500 : 5_000;
  const { say } = context;
  say(
    `dispatch: ${calls} due calls, after ${
      calls / 10
    } by which each is warm; one Postgres, one HTTP server that takes ` +
      `${bolnaLatencyMs} ms to answer`,
  );
  await using bench = await startBenchStack({ functions: ["sweep"], seed: false });
  const { stack, bolna } = bench;
  await stack.sql.unsafe(statusTable);
  await stack.sql.unsafe(callsAreHeardOf);
  // The first requests of a process compile, connect and plan: not what a call costs.
  const firstIds = await bookDueCalls(stack, await createOrganizations(stack, 2), calls / 10);

  say(
    "  ours: the sweep function over the Data API: claims of 200, an attempt, decrypt, POST on a connection of its own,",
  );
  say(
    "    record in batches; audit rows of each write. Not bounded by a number of jobs but by the organisations' lines",
  );
  await measure(
    bench,
    firstIds.length,
    (line) => say(`  of the first ${firstIds.length}:${line}`),
    () => dispatchOurs(stack, firstIds.length, { ...context, say: () => {} }),
  );
  const ids = await bookDueCalls(stack, await createOrganizations(stack, 10), calls);
  const ours = await measure(bench, calls, say, () => dispatchOurs(stack, calls, context));
  say(
    `  graphile-worker: ${concurrency} jobs at a time, straight to Postgres: POST, one status write, job deleted`,
  );
  await refill(stack.sql, firstIds);
  await dispatchGraphile(stack, bolna.url, concurrency);
  await refill(stack.sql, ids);
  const graphile = await measure(bench, calls, say, () => dispatchGraphile(stack, bolna.url, concurrency));
  say(
    `  pg-boss: ${concurrency} jobs at a time, straight to Postgres: POST, one status write, job completed`,
  );
  await refill(stack.sql, firstIds);
  await dispatchPgBoss(stack, bolna.url, concurrency);
  await refill(stack.sql, ids);
  const pgBoss = await measure(bench, calls, say, () => dispatchPgBoss(stack, bolna.url, concurrency));

  say(
    `  time of ours ÷ graphile-worker ${(ours / graphile).toFixed(2)}, ours ÷ pg-boss ${
      (ours / pgBoss).toFixed(2)
    }`,
  );
}

async function createOrganizations(stack: BenchStack["stack"], count: number): Promise<BenchOrganization[]> {
  return await Promise.all(Array.from({ length: count }, () => createOrganization(stack)));
}

async function refill(sql: BenchStack["stack"]["sql"], ids: string[]): Promise<void> {
  await sql`truncate bench_calls`;
  await sql`insert into bench_calls select unnest(${ids}::uuid[]), 'scheduled'`;
  // Neither run pays for what the one before it left to be written out.
  await sql`checkpoint`;
}

async function measure(
  { bolna }: BenchStack,
  calls: number,
  say: BenchContext["say"],
  run: () => Promise<number>,
): Promise<number> {
  await bolna.reset();
  const before = await readProcessorTime();
  const seconds = await run();
  const used = formatProcessorTime(before, await readProcessorTime(), calls);
  const seen = await bolna.readSeen();
  const reads = seen.reads > 0 ? `, ${seen.reads} follow-up reads` : "";
  say(
    `    ${seconds.toFixed(1)} s, ${(calls / seconds).toFixed(0)} calls/s; ` +
      `the server saw ${seen.calls} POSTs, at most ${seen.peak} at once${reads}`,
  );
  if (used) say(`    processor time (per call): ${used}`);
  return seconds;
}
