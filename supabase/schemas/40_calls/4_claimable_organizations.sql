-- The other half of claimable: the organisations whose calling is on, with how many more calls each may have under way now
-- (free lines, or what is left of its day, whichever is less), where that is any.
create view private.claimable_organizations with (security_invoker = true) as
select o.id, room.free_lines, room.in_use
from public.organizations o
cross join lateral (
  select least(
    o.max_concurrent_calls - l.in_use,
    case when o.max_dials_per_day is not null then private.dials_left(o.id, o.max_dials_per_day, o.time_zone) end
  ) as free_lines, l.in_use
  -- So that they are counted once, and neither for each column nor in the condition again.
  from (select n.in_use from private.organization_lines n where n.org_id = o.id offset 0) l
  offset 0
) room
where o.calling_paused_reason is null and (select private.all_calling_paused()) is null and room.free_lines > 0;
