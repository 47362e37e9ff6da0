-- Appends that the judge put a call off as it was about to be dialled. What is deleted as it gets old stays counted.
create function private.tally_deferral() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, reason_code, quantity)
  select new.org_id, 'deferral', date_bin('15 minutes', new.at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, new.code, 1
  from public.call_schedules s where s.id = new.schedule_id;
  return null;
end $$;
revoke all on function private.tally_deferral() from public;

create trigger call_decisions_tally after insert on public.call_decisions
  for each row when (new.outcome = 'defer' and new.stage = 'claim') execute function private.tally_deferral();
