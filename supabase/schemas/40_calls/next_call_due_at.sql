-- When the next call that a claim could take falls due, within the given seconds, or has its turn at Bolna (private.dial_pace); null when
-- none does. In plpgsql, which keeps its
-- plan (and made by indexes alone, see claim_due_calls): a sweep asks after each of its claims.
-- Nearly always it is among the first that fall due, in the order in which they do: the first that could go ends the search. Only where
-- fifty could not (a queue behind full lines) are the organisations walked, those whose call is due first before the others, and no
-- further than to one whose first call is due after what was found. To count the lines of each organisation of which something falls
-- due cost 16 ms beside a thousand of them, as much as the claim itself.
create function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
  earliest timestamptz;
  looked_at integer;
  of_one record;
begin
  with nearest as materialized (
    select s.id, s.org_id, s.campaign_id, s.dial_after from public.call_schedules s
    where s.dial_after <= horizon and s.attempt_count >= 0
    order by s.dial_after
    limit 50
  )
  select (
      select n.dial_after from nearest n
      cross join lateral (select o.id from private.claimable_organizations o where o.id = n.org_id limit 1) free
      cross join lateral (select c.id from private.claimable_calls c where c.id = n.id limit 1) call
      where n.campaign_id is null
        or (select true from private.claimable_campaigns k where k.org_id = n.org_id and k.id = n.campaign_id limit 1)
      limit 1
    ), (select count(*) from nearest)
  into earliest, looked_at;
  if earliest is not null or looked_at < 50 then
    return private.turn_of(earliest, horizon);
  end if;

  for of_one in
    select w.due, next.dial_after
    from (
      select e.id, min(e.due) as due
      from (
        select o.id, earliest_own.due
        from public.organizations o
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
        ) earliest_own
        where o.calling_paused_reason is null and earliest_own.due <= horizon
        union all
        select c.org_id, earliest_of_campaign.due
        from public.campaigns c
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
        ) earliest_of_campaign
        where c.state = 'running' and earliest_of_campaign.due <= horizon
      ) e
      group by e.id
      order by 2
      -- Walked in this order, and no further than is asked for.
      offset 0
    ) w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_campaign.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_campaign
          where k.org_id = o.id
        )) as dial_after
    ) next
  loop
    exit when earliest <= of_one.due;
    earliest := least(earliest, of_one.dial_after);
  end loop;
  return private.turn_of(earliest, horizon);
end $$;
revoke all on function public.next_call_due_at(numeric) from public, anon, authenticated, service_role;
grant execute on function public.next_call_due_at(numeric) to service_role;
