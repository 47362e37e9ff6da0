-- What of the calling policy waits for a person, for `doctor`: agents of which nobody has said what they say at the start
-- (silent_agents, at most 20), and calls that wait for their number to be looked up in a registry (waiting_for_registries: each
-- registry and organisation with how many of the first 1000 such calls).
create function public.policy_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  with waiting as materialized (
    select s.org_id, s.id from public.call_schedules s
    where s.dial_after is not null and s.status_reason_code = 'registry_check_stale' limit 1000
  )
  select jsonb_build_object(
    'silent_agents', (
      select coalesce(jsonb_agg(jsonb_build_object('org_slug', q.slug, 'agent', q.name) order by q.slug, q.name), '[]')
      from (
        select o.slug, a.name from public.agents a join public.organizations o on o.id = a.org_id
        where a.is_active and a.opening is null
        order by o.slug, a.name limit 20
      ) q),
    'waiting_for_registries', (
      select coalesce(jsonb_agg(jsonb_build_object('org_slug', q.slug, 'registry', q.registry, 'calls', q.calls)
        order by q.slug, q.registry), '[]')
      from (
        select o.slug, coalesce(d.registry, 'a registry') as registry, count(*) as calls
        from waiting w
        join public.organizations o on o.id = w.org_id
        left join lateral (
          select l.data ->> 'registry' as registry from public.call_decisions l
          where l.org_id = w.org_id and l.schedule_id = w.id and l.code = 'registry_check_stale'
          order by l.id desc limit 1
        ) d on true
        group by 1, 2
      ) q))
$$;
revoke all on function public.policy_health() from public, anon, authenticated, service_role;
grant execute on function public.policy_health() to service_role;
