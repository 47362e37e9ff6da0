-- What the judge found the call to be planned for becomes the call's, where a check-up date has moved without undoing it. What
-- it was tried for so far is kept. Expects the locks of the organisation and the schedule.
create function private.keep_occasion(s public.call_schedules, p_decision private.decision) returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  wanted constant text := p_decision.data ->> 'occasion';
begin
  if wanted is null then
    return p_decision;
  elsif exists (
    select from private.former_occasions f
    where f.rule_id = s.rule_id and f.contact_id = s.contact_id and f.occasion = wanted and f.schedule_id <> s.id
  ) then
    return private.stop('already_called');
  end if;
  if s.attempt_count > 0 and s.occasion <> wanted then
    insert into private.former_occasions (rule_id, contact_id, occasion, schedule_id)
    values (s.rule_id, s.contact_id, s.occasion, s.id)
    on conflict do nothing;
  end if;
  update public.call_schedules c
  set last_checkup_date = (p_decision.data ->> 'last_checkup_date')::date, occasion = wanted
  where c.id = s.id
    and (c.last_checkup_date, c.occasion) is distinct from ((p_decision.data ->> 'last_checkup_date')::date, wanted);
  return p_decision;
exception when unique_violation then
  return private.stop('already_called');
end $$;
revoke all on function private.keep_occasion(public.call_schedules, private.decision)
  from public, anon, authenticated, service_role;
