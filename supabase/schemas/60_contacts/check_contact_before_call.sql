-- The last look before dialling: the contact as HubSpot has it now decides whether a claimed call still goes out.

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
  elsif (v.reason_code in ('due', 'already_called', 'number_planned')) is not true then
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
revoke all on function public.check_contact_before_call(uuid, jsonb, text, text)
  from public, anon, authenticated, service_role;
grant execute on function public.check_contact_before_call(uuid, jsonb, text, text) to service_role;
