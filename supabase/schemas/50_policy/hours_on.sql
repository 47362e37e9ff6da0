-- What every rule about hours, and the organisation's own week, say of each day: the minutes of it (0 to 1440) in which a call may
-- begin. A call must be inside all of them. The one reading of the hours: spans are made of it, and why a moment is closed is told
-- from it.
--   rule_id null: the organisation's week.
--   holiday: why the rule treats the day as one, {name, jurisdiction, certainty}; or {missing: the year, jurisdiction} where nobody
--   knows the holidays of that year yet and the calls are marketing. A day that hangs on the moon closes its neighbours too for
--   marketing, until an operator confirms it.
-- The default's rule holds on days on which no jurisdiction of the call has one, loosened or not.
create function private.hours_on(
  p_org_id uuid, p_purpose public.call_purpose, p_jurisdictions text[], p_from date, p_to date
) returns table (day date, rule_id text, jurisdiction text, minutes int4multirange, holiday jsonb)
language sql stable security definer set search_path = '' as $$
  with rules as materialized (
    select r.id, r.jurisdiction, r.week, r.holiday_minutes, r.unite_regions, r.valid_from, r.valid_to,
      case when '*' = any (r.holiday_sets) then p_jurisdictions || r.holiday_sets else r.holiday_sets end as holiday_sets,
      private.is_loosened(p_org_id, r.id, r.aspect) as is_loosened
    from private.policy_rules r
    where r.jurisdiction = any (p_jurisdictions || array['*']) and p_purpose = any (r.purposes) and r.aspect = 'hours'
  ), valid as materialized (
    select d.day::date as day, (extract(isodow from d.day)::integer - 1) * 1440 as first_minute, r.*
    from generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d (day)
    join rules r on r.valid_from <= d.day and (r.valid_to is null or d.day < r.valid_to)
  ), unknown_years as (
    -- A set reaches as far as its last holiday's year.
    select r.id, coalesce(max(h.day), '-infinity') as last_day
    from rules r left join private.holidays h on h.jurisdiction = any (r.holiday_sets)
    where r.holiday_minutes is not null and p_purpose = 'marketing'
    group by r.id
  ), days_off as (
    select distinct on (r.id, o.day) r.id, o.day,
      jsonb_build_object('name', h.name, 'jurisdiction', h.jurisdiction, 'certainty', h.certainty) as holiday
    from rules r
    join private.holidays h on h.day between p_from - 1 and p_to + 1 and h.kind <> 'optional' and (
      h.jurisdiction = any (r.holiday_sets)
      or r.unite_regions and h.jurisdiction like '%-%' and left(h.jurisdiction, 2) = any (r.holiday_sets)
        and (h.jurisdiction = any (p_jurisdictions) or p_purpose = 'marketing' and not exists (
          select from unnest(p_jurisdictions) j where j like left(h.jurisdiction, 2) || '-%')))
    cross join lateral (
      select h.day + n.n as day
      from generate_series(-1, 1) n (n)
      where n.n = 0 or p_purpose = 'marketing' and h.certainty = 'predicted'
    ) o
    where r.holiday_minutes is not null
    order by r.id, o.day, h.day <> o.day, h.jurisdiction, h.name
  )
  select v.day, v.id, v.jurisdiction,
    case when coalesce(o.holiday, m.missing) is not null then v.holiday_minutes else w.minutes end,
    coalesce(o.holiday, m.missing)
  from valid v
  cross join lateral (
    select coalesce(range_agg(int4range(greatest(lower(r) - v.first_minute, 0), least(upper(r) - v.first_minute, 1440))), '{}') as minutes
    from unnest(v.week) r where lower(r) < v.first_minute + 1440 and upper(r) > v.first_minute
  ) w
  left join days_off o on o.id = v.id and o.day = v.day
  left join lateral (
    select jsonb_build_object('missing', extract(year from v.day), 'jurisdiction', v.jurisdiction) as missing
    from unknown_years u where u.id = v.id and v.day > make_date(greatest(extract(year from u.last_day), -4000)::integer, 12, 31)
  ) m on true
  where not v.is_loosened
    and (v.jurisdiction <> '*' or not exists (select from valid x where x.day = v.day and x.jurisdiction <> '*'))
  union all
  select d.day::date, null, 'the organisation', w.minutes, null
  from public.calling_policies p
  cross join lateral generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d (day)
  cross join lateral (select (extract(isodow from d.day)::integer - 1) * 1440 as first_minute) f
  cross join lateral (
    select coalesce(range_agg(int4range(greatest(lower(r) - f.first_minute, 0), least(upper(r) - f.first_minute, 1440))), '{}') as minutes
    from unnest(p.week) r where lower(r) < f.first_minute + 1440 and upper(r) > f.first_minute
  ) w
  where p.org_id = p_org_id and p.week is not null
$$;
revoke all on function private.hours_on(uuid, public.call_purpose, text[], date, date) from public, anon, authenticated, service_role;
