-- The moments for p_calls calls of an organisation: evenly over what is left of today's calling hours, the first at once;
-- what its lines cannot carry by then (two minutes a call), and everything after the hours, over the next days'.
create function private.spread_over_calling_hours(p_org_id uuid, p_calls integer)
returns table (turn integer, slot timestamptz)
language sql stable security definer set search_path = '' as $$
  with recursive org as (
    select o.time_zone, o.calling_hours_from, o.calling_hours_to, o.max_concurrent_calls,
      (private.current_time() at time zone o.time_zone)::date as today
    from public.organizations o where o.id = p_org_id
  ), days as (
    select 0 as number, w.opens, w.closes, 0 as before,
      least(p_calls, floor(greatest(extract(epoch from w.closes - w.opens), 0) / 120 * o.max_concurrent_calls)::integer) as calls
    from org o cross join lateral (
      select greatest((o.today + o.calling_hours_from) at time zone o.time_zone, private.current_time()) as opens,
        (o.today + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    union all
    select d.number + 1, w.opens, w.closes, d.before + d.calls,
      least(p_calls - d.before - d.calls,
        greatest(floor(extract(epoch from w.closes - w.opens) / 120 * o.max_concurrent_calls)::integer, 1))
    from days d cross join org o cross join lateral (
      select (o.today + d.number + 1 + o.calling_hours_from) at time zone o.time_zone as opens,
        (o.today + d.number + 1 + o.calling_hours_to) at time zone o.time_zone as closes
    ) w
    where d.before + d.calls < p_calls
  )
  select d.before + n.i + 1, d.opens + (d.closes - d.opens) * n.i / d.calls
  from days d cross join lateral generate_series(0, d.calls - 1) as n (i)
  where d.calls > 0
$$;
revoke all on function private.spread_over_calling_hours(uuid, integer) from public;
