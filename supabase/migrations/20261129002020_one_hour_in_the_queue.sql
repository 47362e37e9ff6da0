SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.attempt_deadline (
  p_attempt public.call_attempts
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_attempt.state
    when 'ended' then null
    when 'placed' then p_attempt.placed_at + interval '4 hours 15 minutes'
    else p_attempt.claimed_at + interval '12 minutes' end
$function$;

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
    'moment', private.current_time(), 'local_moment', to_char(private.current_time() at time zone z.zone, 'YYYY-MM-DD"T"HH24:MI'))
  from private.live_attempt(p_call_ref, p_execution_id) t
  join public.call_schedules s on s.id = t.schedule_id
  join public.organizations o on o.id = s.org_id
  cross join lateral (select case when p_zone is not null and private.is_time_zone(p_zone) then p_zone
    else coalesce((private.call_terms(s)).zones[1], o.time_zone) end as zone) z
$function$;
