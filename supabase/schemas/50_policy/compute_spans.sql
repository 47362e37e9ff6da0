-- When calls on these terms may begin between two moments: what is open in every zone at once, less what is blacked out. Read
-- strictly: of a skipped hour nothing is left, and of a doubled hour that a window begins or ends in, only the pass that is surely
-- inside. The one truth of opening hours: windows are made of it, and whoever looks further ahead asks it.
create function private.compute_spans(
  p_org_id uuid, p_purpose public.call_purpose, p_jurisdictions text[], p_zones text[], p_from timestamptz, p_to timestamptz
) returns table (opens timestamptz, closes timestamptz)
language sql stable security definer set search_path = '' as $$
  with days as (
    select z.zone, d.day::date as day, private.zone_on(z.zone, d.day::date) as clock
    from unnest(p_zones) z (zone)
    cross join lateral generate_series(
      (p_from at time zone z.zone)::date - 1, (p_to at time zone z.zone)::date + 1, interval '1 day') d (day)
  ), open_days as materialized (
    select d.day, coalesce(range_intersect_agg(h.minutes), int4multirange(int4range(0, 1440))) as minutes
    from (select distinct day from days) d
    left join private.hours_on(p_org_id, p_purpose, p_jurisdictions,
      (select min(day) from days), (select max(day) from days)) h on h.day = d.day
    group by d.day
  ), passes as (
    select d.zone, (d.day + make_interval(mins => lower(m))) at time zone d.clock as opens,
      private.earlier(d.day + make_interval(mins => upper(m)), d.clock) as closes
    from days d join open_days o on o.day = d.day cross join lateral unnest(o.minutes) m
  ), by_zone as (
    select z.zone, coalesce(range_agg(tstzrange(p.opens, p.closes)) filter (where p.opens < p.closes), '{}') as open
    from unnest(p_zones) z (zone) left join passes p on p.zone = z.zone
    group by z.zone
  ), closed as (
    select coalesce(range_agg(b.during), '{}') as during
    from (
      select tstzrange(x.from_at, x.to_at) as during from private.blackouts x
      where x.jurisdiction is null or x.jurisdiction = any (p_jurisdictions)
      union all
      select tstzrange(x."from", x."to") from public.calling_policies p
      cross join lateral jsonb_to_recordset(p.blackouts) as x ("from" timestamptz, "to" timestamptz)
      where p.org_id = p_org_id
    ) b
  )
  select lower(span), upper(span)
  from (select range_intersect_agg(open) as open from by_zone) a
  cross join closed c
  cross join lateral unnest(a.open * tstzmultirange(tstzrange(p_from, p_to)) - c.during) span
$$;
revoke all on function private.compute_spans(uuid, public.call_purpose, text[], text[], timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
