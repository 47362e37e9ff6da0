SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private."current_time"()
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return statement_timestamp();
end $function$;
