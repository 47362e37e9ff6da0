-- What is counted beside the calls themselves, row by row as it stands in the tables: attempts that are over (of an agent of their
-- own), putting off at a claim, and people who asked in a call not to be called again (of their call's agent).
create view private.kept_of_calls with (security_invoker = true) as
select t.org_id, t.schedule_id, 'attempt'::public.tally_subject as subject,
  date_bin('15 minutes', t.claimed_at, '2000-01-01Z') as starts_at, t.agent_id,
  private.outcome_of_attempt(t.outcome, t.reason_code, t.answered, t.voicemail) as outcome, t.reason_code, 1 as quantity,
  extract(epoch from (t.placed_at - t.due_at)) as response_seconds,
  width_bucket(extract(epoch from (t.placed_at - t.due_at)), private.lateness_spans())::smallint as lateness_span,
  coalesce(t.conversation_seconds, 0) as talk_seconds, coalesce(t.cost_cents, 0) as cost_cents
from public.call_attempts t where t.state = 'ended'
union all
select d.org_id, d.schedule_id, 'deferral', date_bin('15 minutes', d.at, '2000-01-01Z'), null, null, d.code, 1, null, null, 0, 0
from public.call_decisions d where d.outcome = 'defer' and d.stage = 'claim'
union all
select x.org_id, x.schedule_id, 'opt_out', date_bin('15 minutes', x.added_at, '2000-01-01Z'), null, null, null, 1, null, null, 0, 0
from public.suppressions x where x.source in ('transcript', 'extracted_data', 'agent_tool', 'silent_refusal');
revoke all on private.kept_of_calls from public, anon, authenticated, service_role;
