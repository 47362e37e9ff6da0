import assert from "node:assert/strict";
import type { TestStack } from "../support/start-test-stack.ts";

/**
 * An agent of acme's own with calls of the five days before today, and three days of check-ups. Returns the agent's id. Days are the
 * organisation's: a report of seven has them all, also where its midnight comes meanwhile.
 */
export async function keepCalls({ sql }: TestStack, count = 90): Promise<string> {
  const [agent] = await sql<{ id: string; org_id: string }[]>`
    insert into public.agents (org_id, name) select id, 'Reports ' || left(gen_random_uuid()::text, 8)
    from public.organizations where slug = 'acme' returning id, org_id`;
  assert.ok(agent);
  await sql`
    with called as (
      insert into public.call_schedules (org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash, scheduled_at,
        purpose, call_status, status_reason_code, status_reason)
      select ${agent.org_id}, ${agent.id}, 'reports-' || n, 'Asha Rao', 'v1.k1.AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
        encode(sha256(('reports ' || n || ${agent.id})::bytea), 'hex'),
        date_trunc('day', now(), 'Asia/Kolkata') - make_interval(days => n % 5 + 1) + make_interval(hours => n * 7 % 10 + 9), 'service',
        case when n % 3 = 0 then 'failed'::public.call_status else 'completed' end,
        case when n % 3 = 0 then 'no_answer'::public.reason_code else 'answered' end, 'For the report.'
      from generate_series(1, ${count}) n
      returning *
    )
    insert into public.call_attempts (org_id, schedule_id, agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at, claimed_at,
      lease_expires_at, state, outcome, reason_code, answered, placed_at, ended_at, cost_cents, conversation_seconds)
    select org_id, id, agent_id, 1, contact_phone_hash, 'sweep', 'test', due_at, due_at, due_at, 'ended',
      case when call_status = 'completed' then 'completed'::public.attempt_outcome else 'no_answer' end, status_reason_code,
      call_status = 'completed', due_at + interval '700 milliseconds', due_at + interval '1 minute', 4.2, 40
    from called`;
  await sql`
    insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
    select ${agent.org_id}, date_trunc('day', now()) - make_interval(days => n), 60 + n, 30 - n, 8, 5
    from generate_series(0, 2) n on conflict do nothing`;
  return agent.id;
}
