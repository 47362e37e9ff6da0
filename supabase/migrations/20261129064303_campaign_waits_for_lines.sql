SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.next_campaign_end (
  c public.campaigns
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select n.now_is + least(interval '1 hour', greatest(interval '20 seconds', coalesce(least(
    (select n.now_is - max(m.updated_at) from public.campaign_contacts m
      where m.campaign_id = c.id and m.state = 'in_progress'),
    (select min(case when s.dial_after > n.now_is then s.dial_after + interval '20 seconds' - n.now_is else n.now_is - s.dial_after end)
      from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after is not null)),
    interval '1 hour')))
  from (select private.current_time() as now_is) n
$function$;
