-- Those of the picked calls that may be claimed now that their organisations are locked: no more of each than it has free lines, nor
-- of each campaign and all campaigns together than are left to them; its own before those, and those due longest first. A statement
-- that begins after the locks were had sees what others have claimed until then, and which campaign was paused.
create function private.keep_claimable_calls(p_schedule_ids uuid[], p_locked_org_ids uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  return (
    -- Once for each organisation: to count its lines is to read them.
    with rooms as materialized (
      select o.id, o.free_lines from private.claimable_organizations o where o.id = any (p_locked_org_ids)
    ), campaigns as materialized (
      select k.id, k.room, k.org_room from private.claimable_campaigns k where k.org_id = any (p_locked_org_ids)
    ), claimable as materialized (
      -- By their ids alone: joined to the rooms they were looked for once in each organisation.
      select c.id, c.org_id, c.campaign_id, c.dial_after from private.claimable_calls c
      where c.id = any (p_schedule_ids) and c.dial_after <= now_is
    ), ranked as (
      select c.id, c.org_id, c.campaign_id, c.dial_after, rooms.free_lines, k.room, k.org_room,
        row_number() over (partition by c.org_id, c.campaign_id order by c.dial_after, c.id) as place
      from claimable c
      join rooms on rooms.id = c.org_id
      left join campaigns k on k.id = c.campaign_id
      where c.campaign_id is null or k.id is not null
    ), fitting as (
      select r.id, r.org_id, r.campaign_id, r.dial_after, r.free_lines, r.org_room,
        row_number() over (partition by r.org_id, r.campaign_id is null order by r.dial_after, r.id) as place
      from ranked r where r.campaign_id is null or r.place <= r.room
    ), placed as (
      select f.id, f.free_lines,
        row_number() over (partition by f.org_id order by f.campaign_id is not null, f.dial_after, f.id) as place
      from fitting f where f.campaign_id is null or f.place <= f.org_room
    )
    select array_agg(p.id) from placed p where p.place <= p.free_lines
  );
end $$;
revoke all on function private.keep_claimable_calls(uuid[], uuid[]) from public, anon, authenticated, service_role;
