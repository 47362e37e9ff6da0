SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.place_behind (
  p_step jsonb
)
  RETURNS public.phone_place
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  place constant public.phone_place := (p_step ->> 'place')::public.phone_place;
  places constant public.phone_place[] := enum_range(null::public.phone_place);
begin
  return case when (p_step ->> 'ends')::boolean then places[array_position(places, place) + 1] else place end;
end $function$;
