-- Those of the picked calls that may be claimed now that their organisations are locked: no more of each than it has free lines,
-- those due longest first. A statement that begins after the locks were had sees what others have claimed until then.
create function private.keep_claimable_calls(p_schedule_ids uuid[], p_locked_org_ids uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;
revoke all on function private.keep_claimable_calls(uuid[], uuid[]) from public, anon, authenticated, service_role;
