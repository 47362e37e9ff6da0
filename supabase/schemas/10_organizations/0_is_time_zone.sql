-- May an organisation's calendar go by it: a name that Postgres knows, of an area and a place.
create function private.is_time_zone(p_name text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  perform timestamptz 'epoch' at time zone p_name;
  -- An area and a place: abbreviations mean different zones to different people (to Postgres, IST is Israel).
  return p_name = 'UTC' or p_name ~ '^[A-Za-z]+/';
exception when invalid_parameter_value then
  return false;
end $$;
revoke all on function private.is_time_zone(text) from public;
grant execute on function private.is_time_zone(text) to authenticated, service_role;
