-- The clock of this database for workers, whose own may be a minute off: what they compare with times that were written here.
create function public.database_time() returns timestamptz
language sql stable set search_path = '' as $$
  select private.current_time()
$$;
revoke all on function public.database_time() from public, anon, authenticated, service_role;
grant execute on function public.database_time() to service_role;
