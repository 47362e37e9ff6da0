-- The moments for p_calls calls of an organisation whose rule asks for the best time: those of its calling hours within a day in which
-- most calls are answered, by its own clock, evenly over each two hours and no more than its lines carry (two minutes a call). One
-- call in ten, and what those hours cannot carry, comes evenly over all (private.spread_over_calling_hours), since nothing is learnt of
-- hours in which nobody is called. best_time: {weekday, block, rate, explored}.
create function private.spread_over_best_hours(p_org_id uuid, p_calls integer)
returns table (turn integer, slot timestamptz, best_time jsonb)
language sql stable security definer set search_path = '' as $$
  with org as (
    select o.time_zone, 120.0 / o.max_concurrent_calls as seconds_each, private.current_time() as now_is, array(
        select (d.day + o.calling_hours_from) at time zone o.time_zone
        from generate_series(0, 1) n cross join lateral (
          select (private.current_time() at time zone o.time_zone)::date + n as day) d order by n) as opens, array(
        select (d.day + o.calling_hours_to) at time zone o.time_zone
        from generate_series(0, 1) n cross join lateral (
          select (private.current_time() at time zone o.time_zone)::date + n as day) d order by n) as closes
    from public.organizations o where o.id = p_org_id
  ), blocks as (
    select b.begins, b.ends, b.weekday, b.block, b.rate, floor(b.passed / o.seconds_each)::integer as before,
      floor(extract(epoch from b.ends - b.begins) / o.seconds_each)::integer as fit
    from org o
    cross join lateral private.best_blocks(p_org_id, o.opens, o.closes, o.time_zone, o.now_is, o.now_is + interval '1 day',
      p_calls * o.seconds_each) b
  ), best as (
    select b.before + n.i + 1 as turn, b.begins + (b.ends - b.begins) * n.i / least(b.fit, p_calls - b.before) as slot,
      jsonb_build_object('weekday', b.weekday, 'block', b.block, 'rate', b.rate, 'explored', false) as best_time
    from blocks b cross join lateral generate_series(0, least(b.fit, p_calls - b.before) - 1) n (i)
  )
  select e.turn, case when e.turn % 10 = 0 then e.slot else coalesce(b.slot, e.slot) end,
    case when b.turn is null or e.turn % 10 = 0 then jsonb_build_object('explored', true) else b.best_time end
  from private.spread_over_calling_hours(p_org_id, p_calls) e
  left join (select distinct on (t.turn) t.turn, t.slot, t.best_time from best t order by t.turn, t.slot) b on b.turn = e.turn
$$;
revoke all on function private.spread_over_best_hours(uuid, integer) from public, anon, authenticated, service_role;
