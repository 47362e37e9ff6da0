-- Books the call that the person in a live call asks for: the same number, agent, topic and purpose, at p_at, or when the clock in
-- p_zone shows p_local; p_phone_enc is the number closed for the schedule p_id. The same p_id again moves it. It leaves when the
-- judge lets it, as every call, and `at` is that moment.
-- Outcomes: booked {at, zone}, not_found (no call is live there), invalid (no time within ninety days from now), forbidden (the
-- number may not be called).
create function public.book_call_later(
  p_call_ref uuid, p_execution_id text, p_id uuid, p_phone_enc text, p_at timestamptz, p_local timestamp, p_zone text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  -- A time that the clocks leave out or show twice is the later one.
  wanted constant timestamptz := coalesce(p_at, p_local at time zone p_zone);
  s public.call_schedules;
  decision private.decision;
begin
  select c.* into s
  from private.live_attempt(p_call_ref, p_execution_id) t join public.call_schedules c on c.id = t.schedule_id;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (wanted between private.current_time() and private.current_time() + interval '90 days') is not true then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome);
  end if;
  insert into public.call_schedules as c (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, purpose, scheduled_at,
    call_topic, call_language, created_by)
  values (p_id, s.org_id, s.agent_id, s.contact_id, s.contact_name, p_phone_enc, s.contact_phone_hash,
    s.global_phone_hash, s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source, s.time_zone, s.purpose, wanted,
    s.call_topic, s.call_language, s.created_by)
  on conflict (id) do update set scheduled_at = excluded.scheduled_at where c.call_status = 'scheduled'
  returning c.* into s;
  if s.id is null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome);
  end if;
  decision := private.plan_call(s);
  if decision.outcome = 'stop' then
    perform private.refuse_call(s.id, decision);
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  return (
    select jsonb_build_object('outcome', 'booked'::public.answer_outcome, 'at', c.dial_after, 'zone', p_zone)
    from public.call_schedules c where c.id = s.id);
end $$;
revoke all on function public.book_call_later(uuid, text, uuid, text, timestamptz, timestamp, text)
  from public, anon, authenticated, service_role;
grant execute on function public.book_call_later(uuid, text, uuid, text, timestamptz, timestamp, text) to service_role;
