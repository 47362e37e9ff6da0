-- Books a call on behalf of p_actor, whose right is checked here: an admin or a member of the organisation. For the functions alone:
-- the number comes as ciphertext and hash, which only they can make. p_id again gives what was booked under it the first time.
-- Outcomes: booked {schedule, decision}: decision says when and why it may leave (present_decision); refused {decision}: it never
-- may, and nothing is booked; forbidden, invalid {field}, not_found (deleted since). Errors: 22023 for another field, 23502 and
-- 23514 for a value out of bounds. phone_*: where the number rings, as the functions'
-- describeNumber says.
create function public.book_call_schedule(p_org_id uuid, p_actor uuid, p_id uuid, p_call jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  refused text;
  decision private.decision;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
  s.org_id := p_org_id;
  s.purpose := private.default_purpose(p_org_id);
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  if s.purpose is null then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(private.stop('purpose_missing'), private.current_time(), 'plan', null));
  end if;
  -- What the judge stops for good is taken back as if it had never been.
  begin
    insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
      global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at, call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date,
      purpose, time_zone, deadline_at, created_by)
    values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
      s.global_phone_hash, s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source, s.scheduled_at, s.call_topic, s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days,
      s.last_checkup_date, s.purpose, s.time_zone, s.deadline_at, p_actor)
    on conflict (id) do nothing
    returning * into s;
    if found then
      decision := private.plan_call(s);
    end if;
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if decision.outcome is null then
    decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  end if;
  return jsonb_build_object('outcome', 'booked'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $$;
revoke all on function public.book_call_schedule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.book_call_schedule(uuid, uuid, uuid, jsonb) to service_role;
