SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.dials_left (
  p_org_id            uuid,
  p_max_dials_per_day integer,
  p_time_zone         text
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case when p_max_dials_per_day is not null then greatest(p_max_dials_per_day - (
    select count(*)::integer from private.rung_attempts t
    where t.org_id = p_org_id and t.claimed_at >= date_trunc('day', private.current_time(), p_time_zone)
  ), 0) end
$function$;

CREATE OR REPLACE FUNCTION private.numbers_called (
  p_org_id uuid,
  p_after  timestamp with time zone,
  p_topic  text
)
  RETURNS TABLE (
    phone_hash text,
    times      timestamp with time zone[],
    about      timestamp with time zone[],
    talked_at  timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.contact_phone_hash, array_agg(a.rang_at order by a.rang_at desc),
    array_agg(a.rang_at order by a.rang_at desc) filter (where s.id is not null), max(a.ended_at) filter (where a.answered)
  from private.rung_attempts a
  left join public.call_schedules s on p_topic is not null and s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.claimed_at > p_after - interval '1 hour'
  group by a.contact_phone_hash
$function$;

CREATE OR REPLACE FUNCTION private.rang (
  p_org_id     uuid,
  p_phone_hash text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at  timestamp with time zone,
    ended_at timestamp with time zone,
    answered boolean
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.rang_at, a.ended_at, a.answered
  from private.rung_attempts a
  -- A call is placed within its lease, which is ten minutes at most.
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and a.rang_at > p_after
$function$;

CREATE OR REPLACE FUNCTION private.rang_about (
  p_org_id     uuid,
  p_phone_hash text,
  p_topic      text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.rang_at
  from private.rung_attempts a join public.call_schedules s on s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and a.rang_at > p_after
$function$;

CREATE VIEW "private"."rung_attempts" WITH (security_invoker=true) AS  SELECT org_id,
    schedule_id,
    contact_phone_hash,
    claimed_at,
    COALESCE(placed_at, claimed_at) AS rang_at,
    ended_at,
    answered
   FROM public.call_attempts a
  WHERE ((state <> 'ended'::public.attempt_state) OR (outcome <> ALL (ARRAY['refused'::public.attempt_outcome, 'not_sent'::public.attempt_outcome, 'paused'::public.attempt_outcome, 'balance_low'::public.attempt_outcome, 'absent'::public.attempt_outcome])) OR ((outcome = 'absent'::public.attempt_outcome) AND (bolna_execution_id IS NOT NULL)));
