SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.tick_for_rotations()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from private.workers w where w.name = 'sweep' and w.enabled) then
    perform public.configure_worker('rotation', enabled => exists (
      select from private.phone_rotations o where o.finished_at is null) or exists (select from private.phone_hash_links));
  end if;
exception when others then
  raise warning 'the worker that moves phone numbers to a new key does not tick: %', sqlerrm;
end $function$;
