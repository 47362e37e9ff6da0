import type { Sql } from "postgres";
import type { BenchOrganization } from "./book-calls.ts";

export interface ManyContacts {
  contacts: number;
  /** Calls of the past, placed on days of the last two months. */
  calls: number;
  /** Calls that wait for their time. */
  planned: number;
}

/**
 * Fills the cache as a sync would leave it, and a history of calls to these contacts, in one statement each and without the
 * triggers. Of a hundred contacts four have no number, two are not to be called, three have no check-up date, and two share
 * their number with somebody; the check-ups of the rest lie in the last thirty days.
 */
export async function fillContacts(
  sql: Sql,
  { orgId, agentId }: BenchOrganization,
  { contacts, calls, planned }: ManyContacts,
): Promise<void> {
  const closed = "v1.bench.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA";
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into public.contacts (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, language,
        do_not_call, last_checkup_date, checkup_problem, properties, hubspot_modified_at)
      select ${orgId}, (1000000 + n)::text, 'Contact ' || n,
        case when n % 100 >= 4 then ${closed} end,
        case when n % 100 >= 4 then encode(sha256((case when n % 100 = 99 then n - 1 else n end)::text::bytea), 'hex') end,
        case when n % 100 < 4 then 'missing'::public.phone_problem end, 'en-IN', n % 100 in (10, 60),
        case when n % 100 not in (20, 50, 80) then current_date - n % 30 end,
        case when n % 100 in (20, 50, 80) then 'missing'::public.checkup_problem end,
        jsonb_build_object('lifecyclestage', case n % 3 when 0 then 'customer' else 'lead' end, 'country', 'India'),
        now()
      from generate_series(1, ${contacts}::int) n`;
    await tx`
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
        scheduled_at, due_at, purpose, call_status, status_reason)
      select ${orgId}, ${agentId}, (1000000 + n)::text, 'Contact ' || n, ${closed}, encode(sha256(n::text::bytea), 'hex'),
        at.at, at.at, 'service', case when n <= ${planned}::int then 'scheduled'::public.call_status else 'completed' end, 'For the benchmark.'
      from generate_series(1, ${planned + calls}::int) n
      cross join lateral (
        select case when n <= ${planned}::int then now() + interval '1 day' else now() - make_interval(days => n % 60) end as at
      ) at`;
    await tx`
      insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker,
        due_at, lease_expires_at, state, outcome, placed_at, ended_at, answered)
      select s.org_id, s.id, s.agent_id, 1, s.contact_phone_hash, 'sweep', 'bench', s.scheduled_at, s.scheduled_at, 'ended',
        'completed', s.scheduled_at, s.scheduled_at, true
      from public.call_schedules s where s.org_id = ${orgId} and s.call_status = 'completed'`;
  });
  await sql`vacuum analyze public.contacts, public.call_schedules, public.call_attempts`;
}
