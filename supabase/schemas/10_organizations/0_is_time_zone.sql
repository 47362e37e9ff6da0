-- May an organisation's calendar go by it: a name of the zone database, of an area and a place, that the functions know too.
-- Postgres also reads POSIX rules, such as Foo/5 or Asia/Kolkata5, which nothing else does: each holds a number, and of the
-- zone database's own names with a slash only Etc/GMT+5 and its like do. Not by pg_timezone_names, which reads 600 files
-- (measured 40 ms), and a check constraint is asked at each update of the row.
create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  -- An area and a place: abbreviations mean different zones to different people (to Postgres, IST is Israel).
  if p_name !~ '^(UTC|[A-Za-z]+(/[A-Za-z_-]+){1,2}|Etc/GMT([+-]?0|[+-][1-9]|[+-]1[0-2]|-1[34]))$' or p_name ~* '^(posix|right)/' then
    return false;
  end if;
  perform timestamptz 'epoch' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end $$;
revoke all on function private.is_time_zone(text) from public;
grant execute on function private.is_time_zone(text) to authenticated, service_role;
