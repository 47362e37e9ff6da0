set local check_function_bodies = off;

create or replace function private.alike_calls(p_schedule_ids uuid[]) returns table (schedule_ids uuid[], looks_first boolean)
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
revoke all on function private.alike_calls(uuid[]) from public, anon, authenticated, service_role;

create or replace function private.judge_alike(p_schedule_ids uuid[], p_by_hand boolean, p_has_line boolean)
returns table (schedule_ids uuid[], looks_first boolean, decision private.decision)
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  return query
    select a.schedule_ids, a.looks_first, private.judge_call(first.call, now_is, p_by_hand, a.looks_first, false, p_has_line)
    from private.alike_calls(p_schedule_ids) a
    cross join lateral (select s as call from public.call_schedules s where s.id = a.schedule_ids[1] limit 1) first
    order by a.schedule_ids[1];
end $$;
revoke all on function private.judge_alike(uuid[], boolean, boolean) from public, anon, authenticated, service_role;

create or replace function private.move_calls_again(p_org_id uuid, p_limit integer default 20000) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  c record;
  asked_alike bigint;
  asked_from timestamptz;
  may_leave timestamptz;
  moved uuid[] := '{}';
  moments timestamptz[] := '{}';
begin
  select array_agg(w.id order by w.id) into waiting from (
    select s.id
    from public.call_schedules s
    join private.policy_changes p on p.org_id = s.org_id
    where s.org_id = p_org_id and s.dial_after is not null and s.not_before is not null and s.id > p.done_to
      and private.is_policy_code(s.status_reason_code)
    order by s.id
    limit p_limit
    for no key update of s skip locked
  ) w;
  -- Their windows went with the old policy: each call would compute its own again, at ten times what it costs to look into one.
  perform private.keep_window(used.terms)
  from (
    select distinct private.call_terms(s) as terms from public.call_schedules s where s.id = any (waiting)
  ) used
  order by private.window_key(used.terms);
  -- Of calls that are alike, what is asked for one holds for all that would leave between its own time and when it may: the judge
  -- lets none of them go before.
  for c in
    select a.alike, m.id, s.call, s.not_before, s.from_at
    from private.alike_calls(waiting) with ordinality as a (schedule_ids, looks_first, alike)
    cross join lateral unnest(a.schedule_ids) m (id)
    cross join lateral (
      select x as call, x.not_before, greatest(x.due_at, x.retry_at, now_is) as from_at
      from public.call_schedules x where x.id = m.id limit 1
    ) s
    order by a.alike, s.from_at, m.id
  loop
    if asked_alike is distinct from c.alike or c.from_at > coalesce(may_leave, asked_from) then
      asked_alike := c.alike;
      asked_from := c.from_at;
      may_leave := private.earliest_start(c.call);
    end if;
    if c.not_before is distinct from may_leave then
      moved := moved || c.id;
      moments := moments || may_leave;
    end if;
  end loop;
  update public.call_schedules s set not_before = m.not_before
  from unnest(moved, moments) as m (id, not_before)
  where s.id = any (moved) and s.id = m.id;
  if coalesce(cardinality(waiting), 0) < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = waiting[p_limit] where p.org_id = p_org_id;
  end if;
  return coalesce(cardinality(waiting), 0);
end $$;
revoke all on function private.move_calls_again(uuid, integer) from public, anon, authenticated, service_role;
