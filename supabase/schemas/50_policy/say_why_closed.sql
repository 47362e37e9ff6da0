-- Why a moment is closed for calls on these terms, for a person: a decision's code, the ids of the rules that close it, and data. A
-- proclaimed time comes before a holiday, a holiday before a weekday without hours, and that before the hour.
create function private.say_why_closed(w private.calling_windows, p_at timestamptz)
returns table (code public.reason_code, rule_ids text[], data jsonb)
language plpgsql stable security definer set search_path = '' as $$
declare
  zone text;
  clock text;
  here timestamp;
  closing record;
  open_zones text[] := array[]::text[];
  found_closing boolean := false;
begin
  select jsonb_build_object('from', b.from_at, 'to', b.to_at, 'reason', b.reason, 'whose', b.whose) into data
  from (
    select x.from_at, x.to_at, x.reason, coalesce(x.jurisdiction, 'the operator') as whose from private.blackouts x
    where x.jurisdiction is null or x.jurisdiction = any (w.jurisdictions)
    union all
    select x."from", x."to", x.reason, 'the organisation' from public.calling_policies p
    cross join lateral jsonb_to_recordset(p.blackouts) as x ("from" timestamptz, "to" timestamptz, reason text)
    where p.org_id = w.org_id
  ) b
  where b.from_at <= p_at and p_at < b.to_at
  order by b.to_at desc limit 1;
  if found then
    code := 'blackout';
    rule_ids := '{}';
    return next;
    return;
  end if;

  foreach zone in array w.zones loop
    clock := private.zone_on(zone, (p_at at time zone zone)::date);
    here := p_at at time zone clock;
    select array_agg(h.rule_id) filter (where h.rule_id is not null) as ids,
      (array_agg(h.holiday) filter (where h.holiday is not null))[1] as day, bool_and(h.minutes = '{}') as none_that_day,
      (array_agg(h.jurisdiction order by h.minutes = '{}' desc, h.rule_id))[1] as jurisdiction, range_intersect_agg(h.minutes) as minutes
    into closing
    from private.hours_on(w.org_id, w.purpose, w.jurisdictions, here::date, here::date) h
    where not h.minutes @> (extract(hour from here)::integer * 60 + extract(minute from here)::integer);
    if closing.jurisdiction is null then
      open_zones := open_zones || zone;
    elsif not found_closing then
      found_closing := true;
      rule_ids := coalesce(closing.ids, '{}');
      code := (case when closing.day ? 'missing' then 'holiday_data_missing' when closing.day is not null then 'holiday'
        when closing.none_that_day then 'weekday_closed' else 'outside_window' end)::public.reason_code;
      data := jsonb_build_object('local', to_char(here, 'YYYY-MM-DD HH24:MI'), 'zone', zone, 'whose', closing.jurisdiction,
        'weekday', trim(to_char(here, 'Day')),
        'window', (select string_agg(private.say_minutes(m), ', ' order by lower(m)) from unnest(closing.minutes) m))
        || coalesce(closing.day, '{}');
    end if;
  end loop;
  if open_zones <> '{}' and found_closing then
    code := 'outside_intersection';
    data := data || jsonb_build_object('zones', w.zones);
  end if;
  code := coalesce(code, 'outside_window');
  rule_ids := coalesce(rule_ids, '{}');
  return next;
end $$;
revoke all on function private.say_why_closed(private.calling_windows, timestamptz) from public, anon, authenticated, service_role;

-- Minutes of a day as a clock says them: 09:00-20:00.
create function private.say_minutes(p_minutes int4range) returns text
language sql immutable set search_path = '' as $$
  select to_char(make_interval(mins => lower(p_minutes)), 'HH24:MI') || '-' || to_char(make_interval(mins => upper(p_minutes)), 'HH24:MI')
$$;
revoke all on function private.say_minutes(int4range) from public, anon, authenticated, service_role;
