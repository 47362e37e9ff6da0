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
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  -- Each question a look-up of its own that is never hashed, however many rows the kept plan was made for.
  return query
    with known as materialized (
      select s.id, s.org_id, s.agent_id, s.rule_id, s.campaign_id, s.purpose, s.call_topic, s.phone_country, s.phone_regions, s.phone_zones,
        s.phone_zone_source, s.time_zone, s.deadline_at, s.is_active, s.auto_trigger_enabled, s.last_checkup_date,
        s.global_phone_hash is null as has_no_global_hash, c.time_zone as contact_zone, c.address_country, c.address_region,
        private.looks_first(s) as looks_first,
        case when s.occasion is not null or c.do_not_call or c.removed_at is not null
          or (select true from public.contacts o where o.org_id = s.org_id and o.phone_hash = s.contact_phone_hash
            and o.do_not_call and o.removed_at is null limit 1)
          or (select true from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash
            and x.removed_at is null limit 1)
          or (select true from private.global_suppressions g where g.phone_hash = s.global_phone_hash and g.removed_at is null limit 1)
          or (select true from private.registry_checks r where r.phone_hash = s.global_phone_hash limit 1)
          or (select true from public.consents t where t.org_id = s.org_id and t.phone_hash = s.contact_phone_hash limit 1)
          -- As far back as anything is counted (private.judge_caps, judge_consent).
          or (select true from public.call_attempts a where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash
            and a.claimed_at > now_is - interval '400 days' limit 1)
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

CREATE OR REPLACE FUNCTION private.is_held (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_phone_hash  text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return exists (select from private.recovery_holds h where h.org_id = p_org_id and h.schedule_id = p_schedule_id)
    or exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = p_phone_hash);
end $function$;

CREATE OR REPLACE FUNCTION private.judge_organization (
  s          public.call_schedules,
  p_at       timestamp with time zone,
  p_has_line boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  org record;
begin
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason,
    exists (
      select from public.call_attempts t
      where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
    ) as number_is_busy,
    c.calling_paused_code as all_paused_code,
    exists (select from private.recovery_holds h where h.org_id = s.org_id) as has_holds
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer(coalesce(org.all_paused_code, 'all_calling_paused'), null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif org.has_holds and private.is_held(s.org_id, s.id, s.contact_phone_hash) then
    return private.defer('restored', null);
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif org.number_is_busy then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $function$;
