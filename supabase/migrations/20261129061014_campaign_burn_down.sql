SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.campaign_burn_down (
  p_org_id      uuid,
  p_campaign_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with total as (
    select coalesce(sum(t.contacts), 0) as contacts from private.campaign_tallies t where t.campaign_id = p_campaign_id
  ), hours as (
    select e.hour, t.contacts - sum(e.contacts) over (order by e.hour) as contacts_left
    from (
      select date_trunc('hour', m.ended_at, 'UTC') as hour, count(*) as contacts from public.campaign_contacts m
      where m.campaign_id = p_campaign_id and m.ended_at is not null
      group by 1
    ) e cross join total t
  )
  select jsonb_build_object('total', (select t.contacts from total t),
    'hours', (select coalesce(jsonb_agg(jsonb_build_object('hour', h.hour, 'left', h.contacts_left) order by h.hour), '[]') from hours h),
    'foreseen', (
      select jsonb_build_object('will_call', d.will_call, 'by_hour', coalesce(d.result -> 'by_hour', '[]'),
        'p50_end', d.result #> '{forecast,p50_end}', 'p90_end', d.result #> '{forecast,p90_end}')
      from public.campaign_dry_runs d where d.id = c.dry_run_id))
  from public.campaigns c
  where c.id = p_campaign_id and c.org_id = p_org_id and c.org_id in (select private.my_org_ids())
$function$;

CREATE OR REPLACE FUNCTION public.campaign_burn_down (
  p_org_id      uuid,
  p_campaign_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.campaign_burn_down(p_org_id, p_campaign_id)
$function$;

REVOKE ALL ON FUNCTION "public"."campaign_burn_down"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

REVOKE ALL ON FUNCTION "private"."campaign_burn_down"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."campaign_burn_down"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."campaign_burn_down"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."campaign_burn_down"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."campaign_burn_down"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."campaign_burn_down"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."campaign_burn_down"(uuid, uuid) TO "postgres";
