-- The clock that decisions about calls go by: the time at which the statement arrived. Stable, so that an index serves
-- `dial_after <= private.current_time()`; clock_timestamp() is volatile and would read the whole index.
create function private.current_time() returns timestamptz
language sql stable set search_path = '' as $$
  select statement_timestamp()
$$;
revoke all on function private.current_time() from public;
grant execute on function private.current_time() to authenticated, service_role;
