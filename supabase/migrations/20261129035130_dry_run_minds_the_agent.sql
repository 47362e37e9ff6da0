SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.campaign_fingerprint (
  c public.campaigns
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select md5(jsonb_build_array(c.id, c.revision, p.updated_at, pack.version, o.max_concurrent_calls, o.max_dials_per_day,
    o.time_zone, o.retry_policy, o.queue_deadline_seconds, a.is_active, a.opening)::text)
  from public.organizations o
  join public.agents a on a.org_id = o.id and a.id = c.agent_id
  left join public.calling_policies p on p.org_id = o.id
  left join lateral (select v.version from private.policy_packs v order by v.loaded_at desc limit 1) pack on true
  where o.id = c.org_id
$function$;
