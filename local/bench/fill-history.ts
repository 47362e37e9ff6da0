import type { Sql } from "postgres";
import { withoutIndexes } from "./book-many.ts";

export interface History {
  /** Calls that are over; of them `attemptsEach` attempts each. */
  ended: number;
  attemptsEach: number;
  /** Calls of the days to come. */
  future: number;
}

/**
 * Fills calls and attempts as years would, in one statement each, without triggers, indexes built afterwards; then counts
 * what the statistics count. Half of the ended calls are the organisation's, the rest is shared out among all others. Of ten
 * ended calls nine are completed and one failed; none is cancelled.
 */
export async function fillHistory(
  sql: Sql,
  orgId: string,
  { ended, attemptsEach, future }: History,
): Promise<void> {
  await withoutIndexes(sql, ["call_schedules", "call_attempts"], async () => {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        create temporary table places on commit drop as
        select row_number() over (order by a.org_id) - 1 as place, a.org_id, a.id as agent_id
        from public.agents a where a.org_id <> ${orgId}`;
      const [others] = await tx<{ count: number }[]>`select count(*)::int as count from places`;
      await tx`
        insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
          scheduled_at, due_at, purpose, call_status, status_reason_code, status_reason, attempt_count, created_at, updated_at)
        select p.org_id, p.agent_id, 'contact-' || n % ${Math.ceil(ended / 10)}::int, 'Asha Rao',
          'v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', encode(sha256(n::text::bytea), 'hex'), at.at, at.at,
          'service',
          case when n > ${ended}::int then 'scheduled'::public.call_status when n % 10 = 0 then 'failed' else 'completed' end,
          case when n > ${ended}::int then null when n % 10 = 0 then 'busy'::public.reason_code else 'answered' end,
          case when n <= ${ended}::int then 'For the benchmark.' end,
          case when n <= ${ended}::int then ${attemptsEach}::int else 0 end, now() - interval '1 year', at.at
        from generate_series(1, ${ended + future}::int) n
        cross join lateral (
          select case when n > ${ended}::int then now() + make_interval(hours => 1, secs => n % 2592000)
            else now() - make_interval(hours => 1, secs => (n::bigint * 7919 % 31536000)::int) end as at
        ) at
        cross join lateral (
          select a.org_id, a.id as agent_id from public.agents a where a.org_id = ${orgId} and n <= ${ended}::int and n % 2 = 0
          union all
          select p.org_id, p.agent_id from places p where (n > ${ended}::int or n % 2 = 1) and p.place = n / 2 % ${
        others?.count ?? 1
      }::int
        ) p`;
      await tx`
        insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker,
          due_at, claimed_at, lease_expires_at, state, bolna_execution_id, bolna_status, outcome, placed_at, ended_at, answered)
        select s.org_id, s.id, s.agent_id, n, s.contact_phone_hash, 'sweep', 'bench', s.due_at, s.due_at, s.due_at, 'ended',
          s.id || '-' || n, 'completed', 'completed', s.due_at + interval '2 seconds', s.due_at + interval '1 minute', true
        from public.call_schedules s, generate_series(1, ${attemptsEach}::int) n
        where s.call_status in ('completed', 'failed')
          and not exists (select from public.call_attempts t where t.schedule_id = s.id)`;
    });
  });
  await sql`vacuum analyze public.call_schedules, public.call_attempts`;
  await sql`select private.recount_call_tallies()`;
  await sql`select private.recount_checkup_standings()`;
  await sql`select private.recount_call_names()`;
  await sql`vacuum analyze private.call_names`;
}
