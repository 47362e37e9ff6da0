import { bookMany } from "./book-many.ts";
import { withoutIndexes } from "./without-indexes.ts";
import { createOrganization } from "./book-calls.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, formatSummary, summarise } from "./summarise.ts";
import { timeClaims, timeFirstTicks, timeStatement, timeTicks } from "./time-in-postgres.ts";

const smallOrganizations = 200;

/** What the scheduler costs with a full table: a tick with nothing to do, and a claim beside somebody's long queue. */
export async function benchTick({ quick, say }: BenchContext): Promise<void> {
  const { future, queued, ticks } = quick
    ? { future: 10_000, queued: 2_000, ticks: 100 }
    : { future: 1_000_000, queued: 100_000, ticks: 1_000 };
  say(
    `tick: ${future} future calls of one organisation, ${smallOrganizations} without any; times are Postgres's own, ` +
      `without the way there`,
  );
  await using bench = await startBenchStack({ functions: false, seed: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  const waiting = await createOrganization(bench.stack);
  const [crowded, single] = [await createOrganization(bench.stack), await createOrganization(bench.stack)];
  for (let index = 0; index < smallOrganizations; index++) await createOrganization(bench.stack);
  // Loading is not what is measured.
  await sql`alter system set max_wal_size = '16GB'`;
  await sql`select pg_reload_conf()`;
  await withoutIndexes(
    sql,
    ["public.call_schedules"],
    () => bookMany(sql, waiting, { count: future, firstDueInSeconds: 86_400, spreadSeconds: 30 * 86_400 }),
  );
  await sql`vacuum analyze`;

  const empty = summarise(await timeTicks(dbUrl, ticks));
  say(`  empty tick, ${ticks} in one connection: ${formatSummary(empty, ["p50", "p99", "max"])}`);
  const first = summarise(await timeFirstTicks(dbUrl, 50));
  say(`  empty tick, the first of a new connection (50 of them): ${formatSummary(first, ["p50", "max"])}`);

  await bookMany(sql, crowded, { count: queued, firstDueInSeconds: -7_200, spreadSeconds: 7_000 });
  await sql`vacuum analyze public.call_schedules`;
  await sql`update public.organizations set calling_paused_reason = 'benchmark' where id = ${crowded.orgId}`;
  const paused = summarise(await timeTicks(dbUrl, 5));
  say(`  tick beside ${queued} due calls of a paused organisation: ${formatSummary(paused, ["p50", "max"])}`);
  await sql`update public.organizations set calling_paused_reason = null where id = ${crowded.orgId}`;

  await bookMany(sql, single, { count: 1, firstDueInSeconds: -1, spreadSeconds: 0 });
  const { durations, position } = await timeClaims(dbUrl, { claims: 10, limit: 50, orgId: single.orgId });
  const claims = formatSummary(summarise(durations), ["p50", "max"]);
  say(`  claim of 50 beside ${queued} due calls of another organisation: ${claims}`);
  const waited = durations.slice(0, position).reduce((sum, milliseconds) => sum + milliseconds, 0);
  say(
    `  the single call of a third organisation came with claim ${position} of the pass, after ${
      formatMs(waited)
    }`,
  );

  await sql`update public.organizations set max_concurrent_calls = 1 where id = ${crowded.orgId}`;
  const next = summarise(await timeStatement(dbUrl, "select public.next_call_due_at(0)", 3));
  say(
    `  asking when the next call is due while that queue has no free line: ${
      formatSummary(next, ["p50", "max"])
    }`,
  );
}
