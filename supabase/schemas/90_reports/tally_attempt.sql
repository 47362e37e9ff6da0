-- Appends one attempt that is over, p_times 1 or -1, under the topic, campaign and rule that its call has now.
create function private.tally_attempt(t public.call_attempts, p_times integer) returns void
language plpgsql security definer set search_path = '' as $$
declare
  late constant numeric := extract(epoch from (t.placed_at - t.due_at));
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select t.org_id, 'attempt', date_bin('15 minutes', t.claimed_at, '2000-01-01Z'), t.agent_id, s.call_topic, s.campaign_id, s.rule_id,
    private.outcome_of_attempt(t.outcome, t.reason_code, t.answered, t.voicemail), t.reason_code, p_times, p_times * late,
    width_bucket(late, private.lateness_spans()), p_times * coalesce(t.conversation_seconds, 0), p_times * coalesce(t.cost_cents, 0)
  from public.call_schedules s where s.id = t.schedule_id;
end $$;
revoke all on function private.tally_attempt(public.call_attempts, integer) from public, anon, authenticated, service_role;
