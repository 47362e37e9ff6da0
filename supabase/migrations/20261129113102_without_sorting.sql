SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.alike_calls (
  p_schedule_ids uuid[]
)
  RETURNS TABLE (
    schedule_ids uuid[],
    looks_first  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET enable_sort TO 'off'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  -- Those that look first: asked of them alone, since to hand it a whole call is what private.looks_first costs most.
  connected constant uuid[] := array(
    select h.org_id from public.hubspot_connections h
    where h.org_id in (select s.org_id from public.call_schedules s where s.id = any (p_schedule_ids)) and h.removed_at is null);
begin
  -- Each question a look-up of its own that is never hashed, however many rows the kept plan was made for.
  return query
    with known as materialized (
      select s.id, s.org_id, s.agent_id, s.rule_id, s.campaign_id, s.purpose, s.call_topic, s.phone_country, s.phone_regions, s.phone_zones,
        s.phone_zone_source, s.time_zone, s.deadline_at, s.is_active, s.auto_trigger_enabled, s.last_checkup_date,
        s.global_phone_hash is null as has_no_global_hash, c.time_zone as contact_zone, c.address_country, c.address_region,
        s.org_id = any (connected) and private.looks_first(s) as looks_first,
        case when s.occasion is not null or c.do_not_call or c.removed_at is not null
          or (select true from public.contacts o where o.org_id = s.org_id and o.phone_hash = s.contact_phone_hash
            and o.do_not_call and o.removed_at is null limit 1)
          or (select true from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash
            and x.removed_at is null limit 1)
          or (select true from private.global_suppressions g where g.phone_hash = s.global_phone_hash and g.removed_at is null limit 1)
          or (select true from private.registry_checks r where r.phone_hash = s.global_phone_hash limit 1)
          or (select true from public.consents t where t.org_id = s.org_id and t.phone_hash = s.contact_phone_hash limit 1)
          -- As far back as anything is counted (private.judge_caps, judge_consent): is the next one in the order of numbers still of
          -- this number. Asked so, and without sorting, no index but that of numbers will do, and none that reads all of an
          -- organisation's attempts; before there are statistics they look alike.
          or (select a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash from public.call_attempts a
            where (a.org_id, a.contact_phone_hash, a.claimed_at) > (s.org_id, s.contact_phone_hash, now_is - interval '400 days')
            order by a.org_id, a.contact_phone_hash, a.claimed_at limit 1)
          -- Since a restore, in which next to no organisation ever is: which of its calls, the judge asks.
          or (select true from private.recovery_holds h where h.org_id = s.org_id limit 1)
          then s.id end as by_itself
      from public.call_schedules s
      left join lateral (
        select k.time_zone, k.address_country, k.address_region, k.do_not_call, k.removed_at from public.contacts k
        where k.org_id = s.org_id and k.contact_id = s.contact_id limit 1
      ) c on true
      where s.id = any (p_schedule_ids)
    )
    select array_agg(k.id order by k.id), k.looks_first
    from known k
    group by k.by_itself, k.looks_first, k.org_id, k.agent_id, k.rule_id, k.campaign_id, k.purpose, k.call_topic, k.phone_country,
      k.phone_regions, k.phone_zones, k.phone_zone_source, k.time_zone, k.deadline_at, k.is_active, k.auto_trigger_enabled,
      k.last_checkup_date, k.has_no_global_hash, k.contact_zone, k.address_country, k.address_region;
end $function$;
