-- Counts everything anew, as after rows were written with the triggers off (a load, a benchmark). Nobody writes calls while it
-- counts. What has ever happened (private.counter_totals) stays as it was told. What was deleted as it got old is not in the reports any more after it.
create function private.recount_call_tallies() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.call_schedules, public.call_attempts, public.call_decisions, public.suppressions in share mode;
  lock table private.report_counts in share row exclusive mode;
  perform private.fold_call_tallies();
  delete from private.call_totals;
  delete from private.call_days;
  delete from private.report_counts;
  delete from private.report_codes;

  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
    quantity, waiting, attention)
  select s.org_id, 'call'::public.tally_subject, date_bin('15 minutes', s.due_at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, s.call_status,
    case when s.call_status in ('completed', 'failed', 'cancelled') then s.status_reason_code end, count(*), count(s.dial_after),
    count(*) filter (where s.attention)
  from public.call_schedules s where s.deleted_at is null
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds)
  select t.org_id, 'response'::public.tally_subject, date_trunc('day', min(t.claimed_at), 'UTC'), count(*), sum(extract(epoch from (t.placed_at - t.due_at)))
  from public.call_attempts t where t.placed_at is not null
  group by t.org_id;
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome, k.reason_code,
    sum(k.quantity), sum(k.response_seconds), k.lateness_span, sum(k.talk_seconds), sum(k.cost_cents)
  from private.kept_of_calls k left join public.call_schedules s on s.id = k.schedule_id
  group by k.org_id, k.subject, k.starts_at, coalesce(k.agent_id, s.agent_id), s.call_topic, s.campaign_id, s.rule_id, k.outcome,
    k.reason_code, k.lateness_span;
  perform private.fold_call_tallies(p_counters => false);
end $$;
revoke all on function private.recount_call_tallies() from public, anon, authenticated, service_role;
