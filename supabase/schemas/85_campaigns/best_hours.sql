-- The hours in which the first calls of a group are made where its campaign asks for the best time: of those that are open from p_from
-- until its end, or within a day, so many that p_contacts fit into them by pace or lines with half as much to spare, those first in which
-- most calls are answered (private.best_blocks). Empty: there is no choice.
create function private.best_hours(c public.campaigns, w private.calling_windows, p_contacts bigint, p_from timestamptz)
returns tstzmultirange
language plpgsql volatile security definer set search_path = '' as $$
declare
  until constant timestamptz := case when c.calls_per_minute is null and c.ends_at is not null then c.ends_at
    else least(c.ends_at, p_from + interval '1 day') end;
  seconds_each double precision;
  best tstzmultirange;
begin
  if not c.best_time or coalesce(cardinality(w.zones), 0) = 0 then
    return '{}'::tstzmultirange;
  end if;
  seconds_each := coalesce(60.0 / c.calls_per_minute, (
    select sum((t.value ->> 'share')::numeric * (t.value ->> 'hold_seconds')::numeric)
      / least(c.max_concurrent_calls, greatest(o.max_concurrent_calls - 1, 1))
    from public.organizations o cross join jsonb_each(private.learnt_terms(o.id) -> 'outcomes') t
    where o.id = c.org_id
    group by o.max_concurrent_calls));
  select range_agg(tstzrange(b.begins, b.ends)) into best
  from (
    select array_agg(s.opens order by s.opens) as opens, array_agg(s.closes order by s.opens) as closes
    from private.spans_of_window(w, p_from, until) s
  ) s
  cross join lateral private.best_blocks(c.org_id, s.opens, s.closes, w.zones[1], p_from, until, p_contacts * seconds_each * 1.5) b;
  return coalesce(best, '{}'::tstzmultirange);
end $$;
revoke all on function private.best_hours(public.campaigns, private.calling_windows, bigint, timestamptz)
  from public, anon, authenticated, service_role;

-- How many seconds of these hours lie between two moments.
create function private.seconds_of(p_hours tstzmultirange, p_from timestamptz, p_to timestamptz) returns double precision
language sql immutable set search_path = '' as $$
  select coalesce(sum(extract(epoch from upper(r.hours) - lower(r.hours))), 0)::double precision
  from unnest(p_hours * tstzmultirange(tstzrange(p_from, greatest(p_from, p_to)))) r (hours)
$$;
revoke all on function private.seconds_of(tstzmultirange, timestamptz, timestamptz) from public, anon, authenticated, service_role;
