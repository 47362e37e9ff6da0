-- The one judge of whether a call may go out at the given moment. Each claim asks it for the rows it has locked, before an
-- attempt exists; whoever else wants to know asks here too. It reads and decides, and writes nothing.
--   p_by_hand: a person asks for the call now: neither its own time nor the organisation's hours hold it.
--   p_before_look: its contact is about to be read from HubSpot; what our copy says of it is not asked.
-- A stop outweighs every defer. The defers that end nobody knows when (a switch, a busy number, full lines) come first.
create function private.judge_call(
  s public.call_schedules, p_at timestamptz, p_by_hand boolean default false, p_before_look boolean default false
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  org record;
  of_contact private.decision := private.judge_contact(s, p_before_look);
  hours_begin_at timestamptz;
begin
  if of_contact.outcome = 'stop' then
    return of_contact;
  end if;
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer('all_calling_paused', null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  ) then
    return private.defer('number_busy', null);
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;

  if not p_by_hand and s.dial_after > p_at then
    return case when s.auto_trigger_enabled and s.last_checkup_date is not null
      then private.defer('checkup_done', s.dial_after, jsonb_build_object('last_checkup_date', s.last_checkup_date))
      else private.defer('not_due', s.dial_after) end;
  end if;
  -- What a rule plans minds the hours; what a person books goes by the time that the person chose.
  hours_begin_at := case when s.rule_id is not null and not p_by_hand
    then private.calling_hours_begin_at(s.org_id, p_at) end;
  if hours_begin_at is not null then
    return private.defer('outside_window', hours_begin_at);
  end if;
  return ('call', 'allowed', null, of_contact.data)::private.decision;
end $$;
revoke all on function private.judge_call(public.call_schedules, timestamptz, boolean, boolean)
  from public, anon, authenticated, service_role;
