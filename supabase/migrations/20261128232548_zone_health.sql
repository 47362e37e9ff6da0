-- Whether the clocks that calls go by are the law's.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.zone_health()
  RETURNS TABLE (
    zone     text,
    at       timestamp with time zone,
    expected text,
    told     text,
    reckoned text
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select c.zone, c.at, c.expected, to_char(c.at at time zone c.zone, 'HH24:MI'),
    to_char(c.at at time zone private.zone_on(c.zone, (c.at at time zone c.zone)::date), 'HH24:MI')
  from (values
    ('America/Vancouver', timestamptz '2026-12-01 20:00Z', '13:00'),
    ('America/Edmonton', '2026-12-01 19:00Z', '13:00'),
    ('America/Inuvik', '2026-12-01 19:00Z', '13:00'),
    ('America/Winnipeg', '2026-12-01 18:00Z', '13:00'),
    ('America/Havana', '2026-12-01 17:00Z', '13:00'),
    ('Africa/Casablanca', '2026-12-01 12:00Z', '12:00'),
    ('America/Asuncion', '2026-07-01 15:00Z', '12:00'),
    ('Asia/Almaty', '2026-07-01 07:00Z', '12:00'),
    ('Africa/Cairo', '2026-07-01 09:00Z', '12:00'),
    ('America/Mexico_City', '2026-07-01 18:00Z', '12:00')
  ) as c (zone, at, expected)
$function$;

REVOKE ALL ON FUNCTION "public"."zone_health"() FROM PUBLIC, "anon", "authenticated";

GRANT EXECUTE ON FUNCTION "public"."zone_health"() TO "service_role";
