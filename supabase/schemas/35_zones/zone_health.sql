-- Ten moments whose local times show how old zone data are: what the clocks show by law (expected), by this server's data
-- (told), and by what stands in private.zone_overrides (reckoned). Where reckoned differs from expected, an override is missing.
create function public.zone_health()
returns table (zone text, at timestamptz, expected text, told text, reckoned text)
language sql stable security definer set search_path = '' as $$
  select c.zone, c.at, c.expected, to_char(c.at at time zone c.zone, 'HH24:MI'),
    to_char(c.at at time zone private.zone_on(c.zone, (c.at at time zone c.zone)::date), 'HH24:MI')
  from (values
    ('America/Vancouver', timestamptz '2026-12-01 20:00Z', '13:00'),
    ('America/Edmonton', '2026-12-01 19:00Z', '13:00'),
    ('America/Inuvik', '2026-12-01 19:00Z', '13:00'),
    ('America/Winnipeg', '2026-12-01 18:00Z', '13:00'),
    ('America/Havana', '2026-12-01 17:00Z', '13:00'),
    ('Africa/Casablanca', '2026-12-01 12:00Z', '12:00'),
    ('America/Asuncion', '2026-07-01 15:00Z', '12:00'),
    ('Asia/Almaty', '2026-07-01 07:00Z', '12:00'),
    ('Africa/Cairo', '2026-07-01 09:00Z', '12:00'),
    ('America/Mexico_City', '2026-07-01 18:00Z', '12:00')
  ) as c (zone, at, expected)
$$;
revoke all on function public.zone_health() from public, anon, authenticated, service_role;
grant execute on function public.zone_health() to service_role;
