-- What the voice agent may do in a call. What is suppressed for marketing withdraws marketing calls at once too.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.live_attempt (
  p_call_ref     uuid,
  p_execution_id text
)
  RETURNS public.call_attempts
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select t.* from public.call_attempts t
  where t.id = p_call_ref and t.state <> 'ended'
    and (p_execution_id is null or t.bolna_execution_id is null or t.bolna_execution_id = p_execution_id)
$function$;

CREATE OR REPLACE FUNCTION private.withdraw_globally_suppressed_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and s.global_phone_hash in (select n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_global_suppression(h.s, (h.s).purpose, now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.withdraw_suppressed_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.call_status = 'scheduled' and s.deleted_at is null
      and (s.org_id, s.contact_phone_hash) in (select n.org_id, n.phone_hash from new_rows n)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_suppression(h.s, (h.s).purpose, now_is) as decision) d
  where (d.decision).outcome = 'stop';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.agent_tool_terms (
  p_call_ref     uuid,
  p_execution_id text,
  p_zone         text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('org_id', s.org_id, 'schedule_id', s.id, 'contact_phone_enc', s.contact_phone_enc, 'zone', z.zone,
    'now', private.current_time(), 'local_now', to_char(private.current_time() at time zone z.zone, 'YYYY-MM-DD"T"HH24:MI'))
  from private.live_attempt(p_call_ref, p_execution_id) t
  join public.call_schedules s on s.id = t.schedule_id
  join public.organizations o on o.id = s.org_id
  cross join lateral (select case when p_zone is not null and private.is_time_zone(p_zone) then p_zone
    else coalesce((private.call_terms(s)).zones[1], o.time_zone) end as zone) z
$function$;

REVOKE ALL ON FUNCTION "public"."agent_tool_terms"(uuid, text, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.book_call_later (
  p_call_ref     uuid,
  p_execution_id text,
  p_id           uuid,
  p_phone_enc    text,
  p_at           timestamp with time zone,
  p_local        timestamp without time zone,
  p_zone         text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

REVOKE ALL ON FUNCTION "public"."book_call_later"(uuid, text, uuid, text, timestamp WITH time zone, timestamp WITHOUT time zone, text) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.hear_agent_tool (
  p_call_ref     uuid,
  p_execution_id text,
  p_wish         jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  attempt constant uuid := (select t.id from private.live_attempt(p_call_ref, p_execution_id) t);
begin
  perform private.hear_wishes(attempt, jsonb_build_array(p_wish || '{"source": "agent_tool"}'));
  return attempt is not null;
end $function$;

REVOKE ALL ON FUNCTION "public"."hear_agent_tool"(uuid, text, jsonb) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "private"."live_attempt"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."agent_tool_terms"(uuid, text, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."book_call_later"(uuid, text, uuid, text, timestamp WITH time zone, timestamp WITHOUT time zone, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."hear_agent_tool"(uuid, text, jsonb) TO "service_role";
