-- How calls and lines stand at this moment, of all organisations or of each. No part reads more than what waits or is live.
--   due_calls, oldest_due_seconds: due, and held back by no switch; they may wait for a free line or for their number. Of an
--     organisation, and of a campaign, 10 000 are counted at most.
--   oldest_claimable_seconds: how long the first of those that a claim could take now has been due. Of all organisations only.
create function private.measure_calls(p_by_organization boolean)
returns table (metric public.metric, org_id uuid, labels jsonb, value numeric)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
  most constant integer := 10000;
  oldest_claimable timestamptz;
begin
  return query
  with first_due as materialized (
    -- The last condition is always true: call_schedules_tick_idx is for it.
    select s.org_id, s.campaign_id, s.agent_id, s.dial_after
    from public.call_schedules s
    where s.dial_after <= now_is and s.attempt_count >= 0 and s.dial_after is not null
    order by s.dial_after limit most + 1
  ), size as materialized (
    select count(*) <= most as is_all from first_due
  ), waiting as materialized (
    -- All that is due, if that is few enough to be read at once, which it is nearly always.
    select o.id, coalesce(w.calls, 0) as calls, w.oldest
    from public.organizations o
    left join (
      select d.org_id, count(*) as calls, min(d.dial_after) as oldest
      from first_due d
      join public.agents a on a.id = d.agent_id and a.is_active
      left join public.campaigns c on c.id = d.campaign_id
      where d.campaign_id is null or c.state = 'running'
      group by 1
    ) w on w.org_id = o.id
    where (select z.is_all from size z) and o.calling_paused_reason is null and (select private.all_calling_paused()) is null
    union all
    -- Else as a claim walks, in the order of its index: without it a plan may read all calls for each organisation.
    select o.id, w.calls, w.oldest
    from public.organizations o
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = o.id and s.campaign_id is null and s.dial_after <= now_is
        order by s.dial_after limit most
      ) d
    ) w
    where not (select z.is_all from size z) and o.calling_paused_reason is null and (select private.all_calling_paused()) is null
    union all
    select c.org_id, w.calls, w.oldest
    from public.campaigns c
    join public.organizations o on o.id = c.org_id and o.calling_paused_reason is null
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after <= now_is
        order by s.dial_after limit most
      ) d
    ) w
    where not (select z.is_all from size z) and c.state = 'running' and (select private.all_calling_paused()) is null
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.calls) as calls, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('due_calls'::public.metric, e.calls),
    ('oldest_due_seconds', coalesce(extract(epoch from now_is - e.oldest), 0))) as m (metric, value);

  -- Nearly always it is among the first; only behind a queue that nothing takes from is each organisation asked.
  oldest_claimable := (
    select d.dial_after
    from (
      select s.id, s.org_id, s.campaign_id, s.dial_after
      from public.call_schedules s
      where s.dial_after <= now_is and s.attempt_count >= 0 and s.dial_after is not null
      order by s.dial_after limit 100
    ) d
    cross join lateral (select c.id from private.claimable_calls c where c.id = d.id limit 1) c
    cross join lateral (select o.id from private.claimable_organizations o where o.id = d.org_id limit 1) o
    where d.campaign_id is null
      or exists (select from private.claimable_campaigns k where k.org_id = d.org_id and k.id = d.campaign_id)
    order by d.dial_after limit 1);
  return query
  select 'oldest_claimable_seconds'::public.metric, null::uuid, '{}'::jsonb,
    greatest(coalesce(extract(epoch from now_is - coalesce(oldest_claimable, public.next_call_due_at(0))), 0), 0);

  return query
  with standing as materialized (
    select t.org_id as id, t.call_status, t.calls, t.attention from private.call_totals t where t.call_status is not null
    union all
    select t.org_id, t.call_status, t.quantity, t.attention from private.call_tallies t where t.subject = 'call'
  ), of_each as (
    select case when p_by_organization then s.id end as id, s.call_status, sum(s.calls) as calls, sum(s.attention) as attention
    from standing s where exists (select from public.organizations o where o.id = s.id) group by 1, 2
  )
  select 'calls'::public.metric, e.id, jsonb_build_object('status', e.call_status), e.calls from of_each e
  union all
  select 'attention', e.id, '{}'::jsonb, sum(e.attention) from of_each e group by e.id;

  return query
  with live as materialized (
    select t.org_id as id, count(*) as calls, count(*) filter (where t.state = 'unknown') as unknown
    from public.call_attempts t where t.state <> 'ended' group by 1
    union all
    select l.org_id, count(*), 0 from private.call_looks l where l.expires_at > now_is group by 1
  ), of_each as (
    select case when p_by_organization then l.id end as id, sum(l.calls) as calls, sum(l.unknown) as unknown from live l group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('lines_in_use'::public.metric, e.calls), ('attempts_unknown', e.unknown)) as m (metric, value);

  return query
  select 'lines'::public.metric, case when p_by_organization then o.id end, '{}'::jsonb, sum(o.max_concurrent_calls)::numeric
  from public.organizations o where o.calling_paused_reason is null group by 2
  union all
  -- A pause without a code is a person's.
  select 'organizations_paused', case when p_by_organization then o.id end,
    jsonb_build_object('code', coalesce(o.calling_paused_code::text, 'by_hand')), count(*)
  from public.organizations o where o.calling_paused_reason is not null group by 2, 3
  union all
  select 'all_calling_paused', null, '{}'::jsonb, (private.all_calling_paused() is not null)::integer
  union all
  select 'campaigns', case when p_by_organization then c.org_id end, jsonb_build_object('state', c.state), count(*)
  from public.campaigns c where c.deleted_at is null group by 2, 3;
end $$;
revoke all on function private.measure_calls(boolean) from public, anon, authenticated, service_role;
