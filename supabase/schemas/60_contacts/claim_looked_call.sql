-- Ends the last look and claims the call if it may still go out: keeps the contact as HubSpot gave it just now, and asks the
-- judge. p_look, what came of reading the contact with the id contact_id:
--   {contact_id, contact, phone_enc, phone_hash, global_phone_hash}: contact in the form of save_contacts_page, null where HubSpot has it no
--     more; its number closed for the call's schedule, null without one.
--   {contact_id, unread: {reason, retry_after_seconds}}: it could not be read.
-- Outcomes: claimed {call} (as claim_due_calls gives it; a rule's call takes over a changed name and number), withdrawn and
-- deferred {reason_code, reason, until, decision}, lost (another worker has the call by now, or it was changed or ended meanwhile).
-- Guarantee: only after claimed may this worker dial, and only then is there an attempt.
create function public.claim_looked_call(
  p_schedule_id uuid, p_worker text, p_look jsonb, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  look private.call_looks;
  s public.call_schedules;
  decision private.decision;
  call public.claimed_call;
begin
  select l.* into look from private.call_looks l where l.schedule_id = p_schedule_id and l.worker = p_worker;
  perform from public.organizations o where o.id = look.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c
  where c.id = look.schedule_id and c.contact_id = p_look ->> 'contact_id' for no key update;
  delete from private.call_looks l
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time();
  if not found or s.call_status is distinct from 'scheduled' then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  if look.actor_id is not null then
    perform set_config('app.actor_id', look.actor_id::text, true);
  end if;

  decision := case when p_look ? 'unread' then private.judge_unread(s, look.trigger, p_look -> 'unread')
    else private.keep_looked_contact(s, p_look) end;
  if decision.outcome is null then
    select c.* into s from public.call_schedules c where c.id = s.id;
    decision := private.judge_call(
      s, private.current_time(), look.trigger <> 'sweep', false, look.override_reason is not null);
  end if;
  if decision.outcome = 'call' then
    decision := private.keep_occasion(s, decision);
  end if;
  if decision.outcome <> 'call' then
    perform private.ring_for_waiting_calls(s.org_id);
    return private.refuse_call(s.id, decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'claim', s.purpose));
  end if;
  perform private.keep_window(decision.terms);
  decision.data := decision.data || jsonb_strip_nulls(jsonb_build_object('override_reason', look.override_reason));
  perform private.keep_decision(s, decision, 'claim');
  select * into call
  from private.begin_attempts(array[s.id], look.trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $$;
revoke all on function public.claim_looked_call(uuid, text, jsonb, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_looked_call(uuid, text, jsonb, integer, text) to service_role;
