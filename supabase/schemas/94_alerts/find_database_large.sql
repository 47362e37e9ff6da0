-- The database has so many gigabytes (10^9 bytes). How large its disk is Postgres cannot know: the operator says from when on to tell.
create function private.find_database_large() returns setof private.alert_finding
language plpgsql stable security definer set search_path = '' as $$
begin
  -- Its files are counted only where somebody wants to know.
  if private.alert_threshold('database_large') is not null then
    return query
      select null::uuid, '', round(size.bytes / 1e9, 2), '{}'::jsonb
      from (select pg_catalog.pg_database_size(pg_catalog.current_database())::numeric) size (bytes)
      where size.bytes / 1e9 >= private.alert_threshold('database_large');
  end if;
end $$;
revoke all on function private.find_database_large() from public, anon, authenticated, service_role;
