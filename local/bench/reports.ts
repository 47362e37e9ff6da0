import { codes } from "../../supabase/functions/_shared/platform/codes.ts";
import { demoOrganization } from "./book-by-api.ts";
import type { BenchContext } from "./options.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { costStatementAs, formatCost } from "./time-in-postgres.ts";

const { orgId } = demoOrganization;
const parts = 10;

/**
 * What a report costs over a year of one organisation: `--rows=` attempts, each of a call of its own, twelve hours a day, by ten
 * agents with a topic, campaign and rule each. What the triggers would have appended is made in one statement a month, already
 * added up by quarters of an hour, and folded by the function that cron runs.
 */
export async function benchReports({ quick, rows, say }: BenchContext): Promise<void> {
  const attempts = rows ?? (quick ? 200_000 : 10_000_000);
  await using bench = await startBenchStack({ functions: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  const [admin] = await sql<{ user_id: string }[]>`
    select m.user_id from public.memberships m where m.org_id = ${orgId} and m.role = 'admin'`;
  say(
    `reports: ${attempts} attempts${
      quick ? " a year, of which one month is there" : " of a year"
    }; times are Postgres's own, as a member asks, the middle of five`,
  );

  const months = quick ? 1 : 12;
  const startedAt = performance.now();
  let folded = 0;
  let folding = 0;
  for (let month = 0; month < months; month += 1) {
    await sql`
      insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, outcome,
        reason_code, quantity, response_seconds, lateness_span, talk_seconds, cost_cents)
      select ${orgId}, s.subject, at, md5('agent' || part)::uuid, 'topic ' || part, md5('campaign' || part)::uuid,
        md5('rule' || part)::uuid, case when s.subject = 'call' then 'completed'::public.call_status end,
        case when s.subject = 'attempt' then o.outcome end, o.code, q.quantity, q.quantity, 2,
        case when o.place = 0 then q.quantity * 60.5 else 0 end, q.quantity * 1.25
      from generate_series(timestamptz '2025-11-01Z' + make_interval(months => ${month}::int),
        timestamptz '2025-11-01Z' + make_interval(months => ${month}::int + 1) - interval '1 second', interval '15 minutes') at
      cross join generate_series(1, ${parts}::int) part
      cross join (values (0, 'answered'::public.report_outcome, 'answered'::public.reason_code), (1, 'voicemail', 'voicemail'),
        (2, 'no_answer', 'no_answer'), (3, 'busy', 'busy'), (4, 'failed', 'number_invalid')) o (place, outcome, code)
      cross join (values ('call'::public.tally_subject), ('attempt')) s (subject)
      -- 365 days of 48 quarters of an hour in which calls are made.
      cross join lateral (
        select (${attempts}::bigint * (hashtextextended(at::text || part || o.place, 0) & 1023) * 2 / 1024
          / (365 * 48 * ${parts}::int * 5))::bigint + (hashtextextended(at::text || part || o.place, 1) & 1) as quantity
      ) q
      where extract(hour from at at time zone 'UTC') between 3 and 14 and q.quantity > 0`;
    const foldingSince = performance.now();
    const [taken] = await sql<{ rows: number }[]>`select private.fold_call_tallies()::int as rows`;
    folding += performance.now() - foldingSince;
    folded += taken?.rows ?? 0;
  }
  await sql`vacuum analyze private.report_counts, private.report_codes, private.call_tallies`;
  const [size] = await sql<{ attempts: string; rows: string; bytes: string }[]>`
    select sum(r.answered + r.voicemail + r.no_answer + r.busy + r.failed + r.cancelled) filter (where r.grain = 'quarter') as attempts,
      count(*) as rows, pg_size_pretty(pg_total_relation_size('private.report_counts') + pg_total_relation_size('private.report_codes')) as bytes
    from private.report_counts r where r.org_id = ${orgId}`;
  say(
    `  ${size?.attempts} attempts are added up in ${size?.rows} rows of counts, ${size?.bytes} with the codes ` +
      `(${((performance.now() - startedAt) / 1000).toFixed(0)} s to make; adding up took ${
        (folding * 1000 / folded).toFixed(0)
      } µs a row of ${folded})`,
  );
  // A minute of ten calls a second that is not added up yet.
  await sql`
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, outcome, reason_code, quantity, lateness_span)
    select ${orgId}, 'attempt', '2026-10-31 12:00Z', md5('agent1')::uuid, 'topic 1', 'answered', 'answered', 1, 1
    from generate_series(1, 600)`;
  for (const by of codes.report_group) {
    for (
      const [name, from, to] of [["a year", "2025-11-01", "2026-10-31"], [
        "a month",
        "2026-10-01",
        "2026-10-31",
      ]]
    ) {
      const statement = `select public.call_report('${orgId}', '${from}', '${to}', '${by}')`;
      const [, ...warm] = await costStatementAs(dbUrl, admin?.user_id ?? "", statement, 6);
      say(`  ${name} by ${by}: ${formatCost(warm)}`);
    }
  }
}
