SET local check_function_bodies = off;

CREATE TYPE "public"."call_purpose" AS ENUM (
  'marketing',
  'service',
  'health_reminder',
  'survey',
  'collection',
  'emergency'
);

CREATE OR REPLACE FUNCTION private.follow_calling_hours()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.call_schedules s set not_before = null
  where s.org_id = new.id and s.dial_after is not null and s.status_reason_code = 'outside_window'
    and s.not_before is not null;
  if new.time_zone <> old.time_zone then
    update public.call_schedules s set scheduled_at = s.scheduled_at
    where s.org_id = new.id and s.call_status in ('scheduled', 'in_progress') and s.auto_trigger_enabled;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_call (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.judge_contact (
  s             public.call_schedules,
  p_before_look boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  rule record;
  verdict record;
begin
  if exists (
    select from public.contacts c
    where c.org_id = s.org_id and c.phone_hash = s.contact_phone_hash and c.do_not_call and c.removed_at is null
      and not (p_before_look and c.contact_id = s.contact_id)
  ) or not p_before_look and private.is_flagged_contact(s.org_id, s.contact_id) then
    return private.stop('do_not_call');
  elsif s.occasion is null then
    return null;
  end if;

  if private.orphan_code(s) is not null then
    return private.stop(private.orphan_code(s));
  end if;
  select r.is_active, r.rule_type into rule from public.call_schedule_rules r where r.id = s.rule_id;
  if not rule.is_active then
    return private.stop('rule_inactive');
  elsif p_before_look then
    return null;
  end if;
  select v.reason_code, v.reason, v.occasion, v.last_checkup_date into verdict
  from private.judge_contacts(s.rule_id, array[s.contact_id], s.id) v;
  if verdict.reason_code is null then
    return private.stop('contact_removed');
  elsif verdict.reason_code = 'not_due' and rule.rule_type = 'checkup_threshold' then
    return private.stop('checkup_done', jsonb_build_object('why', verdict.reason));
  elsif verdict.reason_code not in ('due', 'already_called', 'number_planned') then
    return private.stop(verdict.reason_code, jsonb_build_object('why', verdict.reason));
  end if;
  return (null, null, null, jsonb_build_object('occasion', verdict.occasion,
    'last_checkup_date', verdict.last_checkup_date))::private.decision;
end $function$;

CREATE OR REPLACE FUNCTION private.keep_looked_contact (
  s      public.call_schedules,
  p_look jsonb
)
  RETURNS private.decision
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  contact constant jsonb := nullif(p_look -> 'contact', 'null');
  known public.contacts;
begin
  if contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    return case when s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id)
      then private.stop('contact_removed') end;
  end if;
  perform private.save_contacts(s.org_id, jsonb_build_array(contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = contact ->> 'contact_id';

  if s.rule_id is null then
    -- Booked by hand: it goes to the number that the person gave. One that waits for a check-up goes by HubSpot's date.
    update public.call_schedules c set last_checkup_date = known.last_checkup_date
    where c.id = s.id and c.auto_trigger_enabled and known.last_checkup_date is not null
      and c.last_checkup_date is distinct from known.last_checkup_date;
    return case when known.do_not_call then private.stop('do_not_call') end;
  end if;
  begin
    update public.call_schedules c set contact_id = known.contact_id, contact_name = known.contact_name
    where c.id = s.id and (c.contact_id, c.contact_name) is distinct from (known.contact_id, known.contact_name);
  exception when unique_violation then
    return private.stop('already_called');
  end;
  if known.phone_hash is distinct from p_look ->> 'phone_hash' then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.defer('contact_changed', private.current_time() + interval '1 minute');
  elsif known.phone_hash <> s.contact_phone_hash then
    update public.call_schedules c
    set contact_phone_enc = p_look ->> 'phone_enc', contact_phone_hash = p_look ->> 'phone_hash'
    where c.id = s.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.say_decision (
  d private.decision
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(case d.code
    when 'all_calling_paused' then 'The operator has paused all calling: ' || (d.data ->> 'reason')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'not_due' then 'The call is not due yet.'
    when 'outside_window' then
      'It is outside the organisation''s calling hours: the call waits until they begin.'
    when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
    when 'rule_deleted' then 'The rule that planned this call was deleted.'
    when 'rule_inactive' then 'The rule that planned this call was switched off.'
    when 'hubspot_disconnected' then
      'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
    when 'contact_removed' then 'HubSpot has this contact no more.'
    when 'contact_changed' then 'The contact was changed at this very moment.'
    when 'already_called' then 'This rule has already planned a call for this contact and check-up.'
    when 'checkup_done' then case
      when d.outcome = 'stop' then 'The check-up was done meanwhile. ' || (d.data ->> 'why')
      else format('The last check-up was on %s: the call waits again.', d.data ->> 'last_checkup_date') end
    else d.data ->> 'why'
  end, 'The call is not made now.')
$function$;
