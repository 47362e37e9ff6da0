-- The last look before dialling: the contact as HubSpot has it now decides whether a claimed call still goes out.

alter table public.call_attempts drop constraint call_attempts_outcome_check;
-- withdrawn: claimed, but the contact is not to be called any more, or not now; nothing was sent.
alter table public.call_attempts add constraint call_attempts_outcome_check
  check (outcome in ('completed', 'no_answer', 'busy', 'failed', 'error', 'canceled', 'stopped', 'balance_low', 'refused',
    'not_sent', 'paused', 'lost', 'absent', 'undialled', 'settled_by_hand', 'withdrawn'));

-- true: the contact is read from HubSpot before the request may go to Bolna.
alter type public.claimed_call add attribute checks_contact boolean;

-- Whose contact is read again: calls that a rule planned or that wait for a check-up date, and any whose contact is known
-- as not to be called; where the organisation is connected to HubSpot and the contact's id is one of HubSpot's.
create function private.checks_contact(s public.call_schedules) returns boolean
language sql stable security definer set search_path = '' as $$
  select s.contact_id ~ '^[1-9][0-9]{0,17}$'
    and exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is null)
    and (s.rule_id is not null or s.auto_trigger_enabled or exists (
      select from public.contacts k
      where k.org_id = s.org_id and k.contact_id = s.contact_id and k.do_not_call and k.removed_at is null))
$$;

create or replace function private.begin_attempts(
  p_schedule_ids uuid[], p_trigger text, p_worker text, p_lease_seconds integer, p_default_bolna_agent_id text
) returns setof public.claimed_call
language sql security definer set search_path = '' as $$
  with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id, coalesce(a.bolna_agent_id::text, p_default_bolna_agent_id), s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
    where s.id = any (p_schedule_ids) and s.call_status = 'scheduled'
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention = false, attention_reason = null, retry_at = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*, private.checks_contact(s) as checks
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone,
    t.checks
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
$$;

-- What a worker needs to look the contact of a claimed call up: contact_id, access (hubspot_access), and
-- may_dial_unread: a person chose the time of this call and it has come, so that it goes out even where HubSpot cannot be
-- read (never to a contact known as not to be called).
create function public.contact_check_terms(p_attempt_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('contact_id', s.contact_id, 'access', public.hubspot_access(s.org_id),
    'may_dial_unread', s.rule_id is null and (t.trigger = 'execute' or s.scheduled_at <= private.current_time())
      and not exists (
        select from public.contacts c
        where c.org_id = s.org_id and c.contact_id = s.contact_id and c.do_not_call and c.removed_at is null))
  from public.call_attempts t
  join public.call_schedules s on s.id = t.schedule_id
  where t.id = p_attempt_id
$$;

-- Ends the attempt of a call that is not to be made, before anything was sent. Expects the locks.
create function private.withdraw_call(
  p_attempt public.call_attempts, p_reason_code text, p_reason text, p_call_status text default 'cancelled'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.end_undialled_attempt(p_attempt, 'withdrawn', null, p_reason_code, p_reason, p_call_status, null);
  perform private.ring_for_waiting_calls(p_attempt.org_id);
  return jsonb_build_object('verdict', 'withdrawn', 'reason_code', p_reason_code, 'reason', p_reason);
end $$;

-- Has the call look again in a minute; that is no try that Bolna did not take. Expects the locks.
create function private.postpone_call(
  p_attempt public.call_attempts, p_reason_code text, p_reason text,
  p_until timestamptz default private.current_time() + interval '1 minute'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.end_undialled_attempt(p_attempt, 'withdrawn', null, p_reason_code, p_reason, 'scheduled', p_until);
  return jsonb_build_object('verdict', 'postponed', 'reason_code', p_reason_code, 'reason', p_reason);
end $$;

-- Decides over a claimed call by the contact as HubSpot gave it just now (in the form of save_contacts_page; null: HubSpot
-- has it no more), and keeps it. p_phone_enc, p_phone_hash: its number closed for the call's schedule, null without one.
--   dial {contact_phone_enc, contact_phone_hash, contact_name}: go on with these; a changed number is taken over in the
--     schedule and in the attempt, under the unique index of live numbers.
--   withdrawn {reason_code, reason}: not to be called any more. The call is cancelled with that reason; one booked by hand
--     for a check-up that is not old enough any more waits again.
--   postponed {reason_code, reason}: its new number is in another call, or the contact was read again meanwhile; it is due
--     again in a minute. Or a rule's call (a retry, one that waited for a line) has come to stand outside the organisation's
--     calling hours and nobody asked for it now; it is due again when they begin.
--   lost: the attempt is no longer being placed.
-- Guarantee: after withdrawn, postponed and lost the call may not be dialled by this worker.
create function public.check_contact_before_call(
  p_attempt_id uuid, p_contact jsonb, p_phone_enc text, p_phone_hash text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  s public.call_schedules;
  rule public.call_schedule_rules;
  known public.contacts;
  hours_begin_at constant timestamptz := private.calling_hours_begin_at(t.org_id);
  v record;
begin
  if t.state <> 'placing' then
    return jsonb_build_object('verdict', 'lost');
  end if;
  select c.* into s from public.call_schedules c where c.id = t.schedule_id;

  if p_contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    if s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id) then
      return private.withdraw_call(t, 'contact_deleted', 'HubSpot has this contact no more.');
    end if;
    return private.dial_answer(s);
  end if;

  perform private.save_contacts(s.org_id, jsonb_build_array(p_contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = p_contact ->> 'contact_id';
  if known.do_not_call then
    return private.withdraw_call(t, 'do_not_call', 'HubSpot says that this contact is not to be called.');
  end if;

  if s.rule_id is null then
    if s.auto_trigger_enabled and known.last_checkup_date is not null then
      update public.call_schedules c set last_checkup_date = known.last_checkup_date
      where c.id = s.id and c.last_checkup_date is distinct from known.last_checkup_date;
      select c.* into s from public.call_schedules c where c.id = t.schedule_id;
      if t.trigger <> 'execute' and s.due_at > private.current_time() then
        return private.withdraw_call(t, 'checkup_done',
          format('The last check-up was on %s: the call waits again.', known.last_checkup_date), 'scheduled');
      end if;
    end if;
    return private.dial_answer(s);
  end if;

  select r.* into rule from public.call_schedule_rules r where r.id = s.rule_id;
  if not rule.is_active then
    return private.withdraw_call(t, 'rule_inactive', 'The rule that planned this call was switched off.');
  end if;
  select * into v from private.judge_contacts(s.rule_id, array[known.contact_id], s.id);
  if v.reason_code = 'not_due' and rule.rule_type = 'checkup_threshold' then
    return private.withdraw_call(t, 'checkup_done', format('The check-up was done meanwhile. %s', v.reason));
  elsif coalesce(v.reason_code, 'gone') not in ('due', 'already_called', 'number_planned') then
    return private.withdraw_call(t, coalesce(v.reason_code, 'contact_deleted'),
      coalesce(v.reason, 'HubSpot has this contact no more.'));
  end if;

  if t.trigger = 'sweep' and hours_begin_at is not null then
    return private.postpone_call(t, 'outside_calling_hours',
      'It is outside the organisation''s calling hours: the call waits until they begin.', hours_begin_at);
  end if;
  begin
    update public.call_schedules c
    set contact_id = known.contact_id, contact_name = known.contact_name, last_checkup_date = v.last_checkup_date,
      occasion = v.occasion
    where c.id = s.id and (c.contact_id, c.contact_name, c.last_checkup_date, c.occasion)
      is distinct from (known.contact_id, known.contact_name, v.last_checkup_date, v.occasion);
  exception when unique_violation then
    return private.withdraw_call(t, 'already_called', 'This rule has already planned a call for this contact and check-up.');
  end;
  if known.phone_hash is distinct from p_phone_hash then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.postpone_call(t, 'contact_changed', 'The contact was changed at this very moment.');
  elsif p_phone_hash <> s.contact_phone_hash then
    begin
      update public.call_attempts a set contact_phone_hash = p_phone_hash where a.id = t.id;
      update public.call_schedules c set contact_phone_enc = p_phone_enc, contact_phone_hash = p_phone_hash
      where c.id = s.id;
    exception when unique_violation then
      return private.postpone_call(t, 'number_busy', 'The contact''s new number is in another call.');
    end;
  end if;
  select c.* into s from public.call_schedules c where c.id = t.schedule_id;
  return private.dial_answer(s);
end $$;

create function private.dial_answer(s public.call_schedules) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('verdict', 'dial', 'contact_phone_enc', s.contact_phone_enc,
    'contact_phone_hash', s.contact_phone_hash, 'contact_name', s.contact_name)
$$;

-- Nothing reached Bolna, or it asked us to slow down: the call is due again after p_retry_after_seconds (0 to 3600).
-- Twelve in a row end it as failed, so that it is not lost silently. A contact that cannot be read from HubSpot
-- (contact_unreadable) is no such try: the call waits for up to three days.
create or replace function public.record_call_not_sent(
  p_attempt_id uuid, p_http_status integer, p_reason_code text, p_reason text, p_retry_after_seconds numeric
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_unread constant boolean := p_reason_code = 'contact_unreadable';
  deferrals integer;
  unread_since timestamptz;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  -- The first of the looks that failed one after the other.
  select min(a.claimed_at) into unread_since
  from public.call_attempts a
  where is_unread and a.schedule_id = t.schedule_id and a.attempt_number > coalesce((
    select max(b.attempt_number) from public.call_attempts b
    where b.schedule_id = t.schedule_id and b.id <> t.id and b.reason_code is distinct from 'contact_unreadable'), 0);
  if unread_since < private.current_time() - interval '3 days' then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'contact_unreadable',
      format('Given up after three days in which the contact could not be read from HubSpot. The last time: %s', p_reason),
      'failed', null);
  elsif not is_unread and deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
    if is_unread then
      update public.call_schedules s set deferral_count = deferrals where s.id = t.schedule_id;
    end if;
  end if;
  return private.record_result(p_attempt_id, true);
end $$;

revoke all on function private.checks_contact(public.call_schedules), private.dial_answer(public.call_schedules),
  private.postpone_call(public.call_attempts, text, text, timestamptz),
  private.withdraw_call(public.call_attempts, text, text, text) from public;
revoke all on function public.contact_check_terms(uuid), public.check_contact_before_call(uuid, jsonb, text, text)
  from public, anon, authenticated, service_role;
grant execute on function public.contact_check_terms(uuid), public.check_contact_before_call(uuid, jsonb, text, text)
  to service_role;
