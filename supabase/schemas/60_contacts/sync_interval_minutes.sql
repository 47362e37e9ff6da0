-- How often contacts are read from HubSpot.
create function private.sync_interval_minutes() returns integer
language sql stable security definer set search_path = '' as $$
  select s.interval_minutes from private.sync_schedule s
$$;
revoke all on function private.sync_interval_minutes() from public;
