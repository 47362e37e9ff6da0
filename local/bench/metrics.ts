import { bookForMany, createOrganizations } from "./book-for-many.ts";
import { demoOrganization } from "./book-by-api.ts";
import { fillHistory } from "./fill-history.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, percentile } from "./summarise.ts";
import { costStatementAs, formatCost } from "./time-in-postgres.ts";

const organizations = 1_000;
const duePerOrganization = 10;
/** What a busy minute leaves to be added up. */
const unfolded = 10_000;
const runs = 20;

/** What a scrape costs beside a million calls (`--rows=`), of which ten thousand are due: in Postgres, and as Prometheus asks. */
export async function benchMetrics({ quick, rows, say }: BenchContext): Promise<void> {
  const ended = rows ?? (quick ? 20_000 : 1_000_000);
  await using bench = await startBenchStack({ functions: ["metrics"], durable: false });
  const { sql, dbUrl, functionsUrl, metricsToken } = bench.stack;
  await sql`alter system set max_wal_size = '16GB'`;
  await sql`select pg_reload_conf()`;
  await createOrganizations(sql, organizations);
  await fillHistory(sql, demoOrganization.orgId, { ended, attemptsEach: 1, future: Math.round(ended / 10) });
  await bookForMany(sql, duePerOrganization);
  await sql`
    insert into private.call_tallies (org_id, subject, starts_at, outcome, quantity, cost_cents)
    select o.id, 'attempt', date_bin('15 minutes', now(), '2000-01-01Z'), 'answered', 1, 5
    from public.organizations o, generate_series(1, ${Math.ceil(unfolded / organizations)}::int)`;
  say(
    `metrics: ${ended} calls of ${organizations} organisations that are over, ${
      organizations * duePerOrganization
    } due, ` +
      `${unfolded} changes not added up; the middle of ${runs}, and the slowest`,
  );
  for (
    const part of [
      "public.read_metrics()",
      "private.measure_calls(false)",
      "private.measure_workers()",
      "private.measure_partners(false)",
      "private.measure_counters(false)",
      "public.read_metrics(true)",
    ]
  ) {
    const [, ...costs] = await costStatementAs(dbUrl, undefined, `select * from ${part}`, runs + 1);
    const most = percentile(costs.map(({ clock }) => clock), 1);
    say(`  ${part}: ${formatCost(costs)}, at most ${formatMs(most)}`);
  }
  const scrapes: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const startedAt = performance.now();
    const answer = await fetch(`${functionsUrl}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    const text = await answer.text();
    scrapes.push(performance.now() - startedAt);
    if (!answer.ok) throw new Error(`metrics answers ${answer.status}: ${text}`);
  }
  say(
    `  a scrape: ${formatMs(percentile(scrapes.slice(1), 0.5))}, at most ${
      formatMs(percentile(scrapes.slice(1), 1))
    }`,
  );
}
