-- Changes the fields that are sent of a call that still waits, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who booked it. For the functions alone: see book_call_schedule. Outcomes: changed {schedule,
-- decision}, refused {decision} (it could never leave so, and stays as it was), not_found, forbidden, not_scheduled
-- {call_status}, stale (p_seen_at is not when it was changed last: nothing is overwritten that the actor has not seen), invalid {field}. Errors: 22023 for another field, 23502 and 23514 for a
-- value out of bounds.
create function public.change_call_schedule(p_org_id uuid, p_schedule_id uuid, p_actor uuid, p_changes jsonb,
  p_seen_at timestamptz default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  actor_role public.member_role;
  refused text;
  decision private.decision;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  actor_role := private.role_of(p_org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
  elsif s.updated_at <> p_seen_at then
    return jsonb_build_object('outcome', 'stale'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
  if p_changes ? 'contact_phone_hash' then
    s.global_phone_hash := null;
    s.phone_country := null;
    s.phone_regions := '{}';
    s.phone_zones := '{}';
    s.phone_zone_source := null;
  end if;
  s := jsonb_populate_record(s, p_changes);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  begin
    update public.call_schedules c
    set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
      contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash,
      global_phone_hash = s.global_phone_hash, phone_country = s.phone_country, phone_regions = s.phone_regions,
      phone_zones = s.phone_zones, phone_zone_source = s.phone_zone_source, scheduled_at = s.scheduled_at,
      call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
      auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
      last_checkup_date = s.last_checkup_date, purpose = s.purpose, time_zone = s.time_zone,
      deadline_at = s.deadline_at
    where c.id = p_schedule_id
    returning c.* into s;
    decision := private.plan_call(s);
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $$;
revoke all on function public.change_call_schedule(uuid, uuid, uuid, jsonb, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.change_call_schedule(uuid, uuid, uuid, jsonb, timestamptz) to service_role;
