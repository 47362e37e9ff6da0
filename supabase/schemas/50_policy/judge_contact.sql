-- The judge's question about whom a call is for: is it still wanted. A stop, or an empty decision whose data says what a
-- rule's call is planned for (occasion, last_checkup_date).
--   do_not_call: HubSpot flags a contact with this number, whoever carries it, or the contact of the call.
--   rule_deleted, hubspot_disconnected, rule_inactive: nobody plans such calls any more.
--   Otherwise what the rule says of the contact today (private.judge_contacts): the check-up was done, a condition holds no
--   more, the contact is gone.
-- p_before_look: HubSpot is asked about the contact next, so that what our copy says of this one is left out.
create function private.judge_contact(s public.call_schedules, p_before_look boolean) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
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
    'last_checkup_date', verdict.last_checkup_date), null, null)::private.decision;
end $$;
revoke all on function private.judge_contact(public.call_schedules, boolean)
  from public, anon, authenticated, service_role;
