-- When the next call that a claim could take falls due, within the given seconds; null when none does. In plpgsql, which keeps its
-- plan (and made by indexes alone, see claim_due_calls): a sweep asks after its claims. Lines are counted of those organisations alone of which something falls due.
create function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return (
    with waiting as materialized (
      select o.id
      from public.organizations o
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
      ) earliest
      where o.calling_paused_reason is null and earliest.due <= horizon
      union
      select c.org_id
      from public.campaigns c
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
      ) earliest
      where c.state = 'running' and earliest.due <= horizon
    )
    select min(next.dial_after)
    from waiting w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_one.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_one
          where k.org_id = o.id
        )) as dial_after
    ) next
  );
end $$;
revoke all on function public.next_call_due_at(numeric) from public, anon, authenticated, service_role;
grant execute on function public.next_call_due_at(numeric) to service_role;
