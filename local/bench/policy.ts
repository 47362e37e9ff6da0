import postgres, { type Sql } from "postgres";
import { bookForMany, createOrganizations } from "./book-for-many.ts";
import type { BenchContext } from "./options.ts";
import { formatProcessorTime, readProcessorTime } from "./processor-time.ts";
import { startBenchStack } from "./start-bench-stack.ts";
import { formatMs, percentile } from "./summarise.ts";

const organizations = 10;
const claimed = 50;

/** What the calling policy costs: claims beside calls that may not be made, windows, and a policy that changes. */
export async function benchPolicy({ quick, rows, say }: BenchContext): Promise<void> {
  const calls = rows ?? (quick ? 5_000 : 100_000);
  await using bench = await startBenchStack({ functions: false, seed: false, durable: false });
  const { sql, dbUrl } = bench.stack;
  await createOrganizations(sql, organizations);
  await sql`update public.organizations set max_concurrent_calls = 1000`;
  await bookForMany(sql, calls / organizations);
  await closeAndSuppress(sql);
  say(
    `policy: ${calls} due calls of ${organizations} organisations, of which 80 % are closed and half of the rest suppressed`,
  );
  const session = postgres(dbUrl, { max: 1, onnotice: () => {} });
  try {
    await claim(session);
    const meetings: number[] = [];
    const before = await countWaiting(sql);
    for (let n = 0; n < 10; n++) meetings.push((await claim(session)).milliseconds);
    const moved = (before - await countWaiting(sql)) / meetings.length;
    say(
      `  claim of ${claimed} that meets them first: ${
        formatMs(percentile(meetings, 0.5))
      }; it takes or moves ${moved.toFixed(0)} of them`,
    );
    const startedAt = performance.now();
    await sql`
      update public.call_schedules s set not_before = now() + interval '1 day', status_reason_code = 'blackout', status_reason = 'Closed.'
      where s.phone_country = 'ZZ' and s.dial_after <= now()`;
    await sql`
      update public.call_schedules s set call_status = 'cancelled', status_reason_code = 'suppressed_org', status_reason = 'Suppressed.'
      where s.dial_after <= now() and exists (
        select from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash)`;
    await sql`vacuum analyze`;
    say(`  (the rest moved by hand in ${formatMs(performance.now() - startedAt)})`);
    const after: { milliseconds: number; taken: number }[] = [];
    // The first claims of a connection make its plans.
    for (let n = 0; n < 3; n++) await claim(session);
    await session`set track_functions = 'all'`;
    const used = await readProcessorTime();
    for (let n = 0; n < 20; n++) after.push(await claim(session));
    const perClaim = formatProcessorTime(used, await readProcessorTime(), after.length);
    await session`set track_functions = 'none'`;
    say(
      `  claim of ${claimed} once they are moved: ${
        formatMs(percentile(after.map(({ milliseconds }) => milliseconds), 0.5))
      } (${after.at(-1)?.taken} taken), on average ${await describeParts(session, after.length)}`,
    );
    if (perClaim) say(`    processor time (per claim): ${perClaim}`);
  } finally {
    await session.end();
  }
  await timeWindows(sql, say);
  await timeChange(sql, say);
}

/** Eight of ten calls ring in a country where nothing may be called today; every second of the others is on a list. */
async function closeAndSuppress(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update public.call_schedules set phone_country = 'ZZ' where substring(contact_id from '[0-9]+$')::int % 10 < 8`;
    await tx`
      insert into private.blackouts (jurisdiction, from_at, to_at, reason)
      values ('ZZ', now() - interval '1 hour', now() + interval '12 hours', 'A day of mourning.')`;
    await tx`
      insert into public.suppressions (org_id, phone_hash, phone_last4, reason, source)
      select s.org_id, s.contact_phone_hash, '1111', 'Asked.', 'import' from public.call_schedules s
      where substring(s.contact_id from '[0-9]+$')::int % 10 = 8`;
    await tx`delete from private.calling_windows`;
    await tx`
      select private.keep_window(used.terms)
      from (select distinct private.call_terms(s) as terms from public.call_schedules s) used`;
  });
  await sql`vacuum analyze`;
}

async function claim(sql: Sql): Promise<{ milliseconds: number; taken: number }> {
  const startedAt = performance.now();
  const calls = await sql`select attempt_id from public.claim_due_calls('bench', ${claimed})`;
  return { milliseconds: performance.now() - startedAt, taken: calls.length };
}

const parts = {
  first_waiting_organizations: "whose calls are due",
  pick_due_calls: "finding them",
  keep_claimable_calls: "looking again under the locks",
  judge_alike: "judging",
  keep_decisions: "writing the decisions",
  begin_attempts: "writing attempts and calls with their audit rows",
};

/** Where the time of the claims went that were counted. */
async function describeParts(session: Sql, claims: number): Promise<string> {
  await session`select pg_stat_force_next_flush()`;
  const rows = await session<{ name: keyof typeof parts; milliseconds: number }[]>`
    select f.funcname as name, f.total_time / ${claims} as milliseconds from pg_stat_user_functions f
    where f.funcname = any (${Object.keys(parts)}) order by f.total_time`;
  return rows.map(({ name, milliseconds }) => `${parts[name]} ${formatMs(milliseconds)}`).join(", ");
}

async function countWaiting(sql: Sql): Promise<number> {
  const [waiting] = await sql<{ calls: number }[]>`
    select count(*)::int as calls from public.call_schedules s where s.dial_after <= now()`;
  return waiting?.calls ?? 0;
}

/** Sixty days of spans for calls of marketing to each zone that numbers of the United States ring in. */
async function timeWindows(sql: Sql, say: BenchContext["say"]): Promise<void> {
  const startedAt = performance.now();
  const [made] = await sql<{ windows: number; spans: number }[]>`
    select count(distinct z.zone)::int as windows, count(*)::int as spans
    from private.time_zones z
    cross join lateral private.compute_spans(null, 'marketing', '{US}', array[z.zone], now(), now() + interval '60 days')
    where 'US' = any (z.countries)`;
  const milliseconds = performance.now() - startedAt;
  say(
    `  spans of 60 days for ${made?.windows} terms (${made?.spans} of them): ${formatMs(milliseconds)}, ${
      formatMs(milliseconds / (made?.windows ?? 1))
    } each`,
  );
}

/** Calls that the policy made wait follow another one: until none is left that does not. */
async function timeChange(sql: Sql, say: BenchContext["say"]): Promise<void> {
  const [first] = await sql<{ org_id: string }[]>`select o.id as org_id from public.organizations o limit 1`;
  const orgId = first?.org_id ?? "";
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update public.call_schedules s
      set org_id = ${orgId}, agent_id = (select a.id from public.agents a where a.org_id = ${orgId}),
        contact_phone_hash = encode(sha256(s.id::text::bytea), 'hex'), phone_country = 'IN'
      where s.call_status = 'scheduled' and s.not_before is not null`;
  });
  await sql`vacuum analyze public.call_schedules`;
  const startedAt = performance.now();
  await sql`update public.calling_policies set week = '{[540,1080),[1980,2520)}' where org_id = ${orgId}`;
  const answeredAt = performance.now();
  for (let left = true; left;) {
    await sql`select private.renew_windows()`;
    const [change] = await sql<{ left: boolean }[]>`
      select exists (select from private.policy_changes p where p.org_id = ${orgId}) as left`;
    left = change?.left ?? false;
  }
  const [followed] = await sql<{ calls: number }[]>`
    select count(*)::int as calls from public.call_schedules s where s.org_id = ${orgId} and s.not_before is not null`;
  say(
    `  a policy changes over ${followed?.calls} calls that wait for it: answered after ${
      formatMs(answeredAt - startedAt)
    }, all follow after ${formatMs(performance.now() - startedAt)} of work (cron does 20 000 a minute)`,
  );
}
