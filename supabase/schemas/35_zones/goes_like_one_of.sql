-- Does a zone's clock go like that of one of these, under whatever name: now, and each season of the year to come.
create function private.goes_like_one_of(p_zone text, p_zones text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select p_zone = any (p_zones) or exists (
    select from unnest(p_zones) z (zone)
    where not exists (
      select from generate_series(0, 9, 3) s (months)
      cross join lateral (select private.current_time() + make_interval(months => s.months) as at) m
      cross join lateral (select (m.at at time zone 'UTC')::date as day) d
      where (m.at at time zone private.zone_on(p_zone, d.day)) <> (m.at at time zone private.zone_on(z.zone, d.day))
    )
  )
$$;
revoke all on function private.goes_like_one_of(text, text[]) from public, anon, authenticated, service_role;
