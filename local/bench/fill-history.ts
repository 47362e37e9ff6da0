import type { Sql } from "postgres";
import { mapInLanes } from "../../supabase/functions/_shared/platform/map-in-lanes.ts";
import { connectionsAtOnce, withoutIndexes } from "./without-indexes.ts";

export interface History {
  /** Calls that are over; of them `attemptsEach` attempts each. */
  ended: number;
  attemptsEach: number;
  /** Calls of the days to come. */
  future: number;
}

const tables = ["public.call_attempts", "public.call_schedules", "public.call_events"];
const hands = [0, 1];

/**
 * Fills calls, attempts and an event of each call as years would, without triggers, indexes built afterwards, by two connections at once; then counts
 * what the statistics count. Half of the ended calls are the organisation's, of all moments of a year; the rest is shared out
 * among all others, each of which called on some days, so that what is counted by the quarter of an hour grows by what is measured.
 * Of ten ended calls nine are completed and one failed; none is cancelled.
 */
export async function fillHistory(sql: Sql, orgId: string, history: History): Promise<void> {
  await withoutIndexes(
    sql,
    tables,
    () => Promise.all(hands.map((hand) => fillPart(sql, orgId, history, hand))),
  );
  await mapInLanes(tables, (table) => sql.unsafe(`vacuum analyze ${table}`), connectionsAtOnce);
  const recounts: (() => Promise<unknown>)[] = [
    () => sql`select private.recount_call_tallies()`,
    () => sql`select private.recount_checkup_standings()`,
    () => withoutIndexes(sql, ["private.call_names"], () => sql`select private.recount_call_names()`),
  ];
  await mapInLanes(recounts, (recount) => recount(), connectionsAtOnce);
  await sql`vacuum analyze private.call_names`;
}

/** The calls whose number, halved, leaves the hand's rest, and their attempts. */
async function fillPart(
  sql: Sql,
  orgId: string,
  { ended, attemptsEach, future }: History,
  hand: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      create temporary table places on commit drop as
      select row_number() over (order by a.org_id) - 1 as place, a.org_id, a.id as agent_id
      from public.agents a where a.org_id <> ${orgId}`;
    const [others] = await tx<{ count: number }[]>`select count(*)::int as count from places`;
    await tx`
      with calls as (
        insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
          scheduled_at, due_at, purpose, call_status, status_reason_code, status_reason, attempt_count, created_at, updated_at)
        select c.org_id, c.agent_id, 'contact-' || n % ${Math.ceil(ended / 10)}::int, 'Asha Rao',
          'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', encode(sha256(n::text::bytea), 'hex'), at.at, at.at,
          'service',
          case when n > ${ended}::int then 'scheduled'::public.call_status when n % 10 = 0 then 'failed' else 'completed' end,
          case when n > ${ended}::int then null when n % 10 = 0 then 'busy'::public.reason_code else 'answered' end,
          case when n <= ${ended}::int then 'For the benchmark.' end,
          case when n <= ${ended}::int then ${attemptsEach}::int else 0 end, now() - interval '1 year', at.at
        from generate_series(1, ${ended + future}::int) n
        cross join lateral (
          select a.org_id, a.id as agent_id, n::bigint * 7919 % 31536000 as seconds
          from public.agents a where a.org_id = ${orgId} and n <= ${ended}::int and n % 2 = 0
          union all
          select p.org_id, p.agent_id, n / ${others?.count ?? 1}::int % 25 * 86400 + n % 1800
          from places p where (n > ${ended}::int or n % 2 = 1) and p.place = n / 2 % ${
      others?.count ?? 1
    }::int
        ) c
        cross join lateral (
          select now() + case when n > ${ended}::int then 1 else -1 end * make_interval(hours => 1, secs => c.seconds) as at
        ) at
        where n / 2 % ${hands.length}::int = ${hand}::int
        returning id, org_id, agent_id, contact_phone_hash, due_at, call_status
      )
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker,
        due_at, claimed_at, lease_expires_at, state, bolna_execution_id, bolna_status, outcome, placed_at, ended_at, answered,
        created_at, updated_at)
      select c.org_id, c.id, c.agent_id, n, c.contact_phone_hash, 'sweep', 'bench', c.due_at, c.due_at, c.due_at, 'ended',
        c.id || '-' || n, 'completed', 'completed', c.due_at + interval '2 seconds', c.due_at + interval '1 minute', true,
        c.due_at, c.due_at + interval '1 minute'
      from calls c, generate_series(1, ${attemptsEach}::int) n
      where c.call_status in ('completed', 'failed')`;
    await tx`
      insert into public.call_events (org_id, attempt_id, execution_id, call_ref, status, source, snapshot, snapshot_hash, received_at)
      select t.org_id, t.id, t.bolna_execution_id, t.id, 'completed', 'webhook', '{"provider": "twilio"}', 'for the benchmark', t.ended_at
      from public.call_attempts t where t.attempt_number = 1 and t.xmin = pg_current_xact_id()::xid`;
  });
}
