SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.keep_claimable_calls (
  p_schedule_ids   uuid[],
  p_locked_org_ids uuid[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return (
    -- Once for each organisation: to count its lines is to read them.
    with rooms as materialized (
      select o.id, o.free_lines from private.claimable_organizations o where o.id = any (p_locked_org_ids)
    ), ranked as (
      select c.id, rooms.free_lines, row_number() over (partition by c.org_id order by c.dial_after, c.id) as place
      from private.claimable_calls c
      join rooms on rooms.id = c.org_id
      where c.id = any (p_schedule_ids) and c.dial_after <= private.current_time()
    )
    select array_agg(r.id) from ranked r where r.place <= r.free_lines
  );
end $function$;
