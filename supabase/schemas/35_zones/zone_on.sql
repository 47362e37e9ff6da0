-- The zone to reckon with for a day in p_zone: that of the override which covers the day's noon there, else p_zone itself.
create function private.zone_on(p_zone text, p_day date) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select o.instead from private.zone_overrides o
    where o.zone = p_zone and tstzrange(o.from_at, o.to_at) @> ((p_day + time '12:00') at time zone p_zone)
    order by o.from_at desc limit 1
  ), p_zone)
$$;
revoke all on function private.zone_on(text, date) from public;
