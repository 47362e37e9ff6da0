-- Appends that somebody asked in a call not to be called again. Taking that back later takes nothing off: it was asked.
create function private.tally_opt_out() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, quantity)
  select new.org_id, 'opt_out', date_bin('15 minutes', new.added_at, '2000-01-01Z'), s.agent_id, s.call_topic, s.campaign_id, s.rule_id, 1
  from (select) one left join public.call_schedules s on s.id = new.schedule_id and s.org_id = new.org_id;
  return null;
end $$;
revoke all on function private.tally_opt_out() from public;

create trigger suppressions_tally after insert on public.suppressions
  for each row when (new.source in ('transcript', 'extracted_data', 'agent_tool', 'silent_refusal'))
  execute function private.tally_opt_out();
