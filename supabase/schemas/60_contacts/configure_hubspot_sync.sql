-- Sets how often contacts are read from HubSpot. Can be run again at any time; the last call wins. interval_minutes: 1 to
-- 1440. pg_cron looks for work once a minute: what is asked for by hand, unfinished or to be written back does not wait for
-- the interval. enabled => false stops the looking; what is asked for by hand is still done.
create function public.configure_hubspot_sync(enabled boolean default true, interval_minutes integer default 60)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  every text;
begin
  if interval_minutes is null or interval_minutes not between 1 and 1440 then
    raise exception 'interval_minutes must be 1 to 1440; got %', interval_minutes using errcode = '22023';
  end if;
  every := public.configure_worker('sync', enabled, 60);
  update private.sync_schedule s set interval_minutes = configure_hubspot_sync.interval_minutes where s.only_row;
  update public.hubspot_connections c
  set next_sync_at = least(c.next_sync_at, c.synced_until + make_interval(mins => configure_hubspot_sync.interval_minutes))
  where c.synced_until is not null;
  return case when enabled then format('every %s minutes', interval_minutes) else every end;
end $$;
revoke all on function public.configure_hubspot_sync(boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_hubspot_sync(boolean, integer) to service_role;
