-- Calls of a campaign that was paused or cancelled meanwhile hold their lines too.
create or replace view private.claimable_campaigns with (security_invoker = true) as
select r.id, r.org_id, r.priority, r.live, least(coalesce(r.max_concurrent_calls - r.live, lines.org_room), lines.org_room) as room,
  lines.org_room
from private.running_campaigns r
join public.organizations o on o.id = r.org_id
cross join lateral (
  select (o.max_concurrent_calls - (o.max_concurrent_calls > 1)::integer
    - (select count(*) from public.call_schedules s
      where s.org_id = r.org_id and s.call_status = 'in_progress' and s.deleted_at is null and s.campaign_id is not null))::integer as org_room
  -- So that it is counted once, and not in the condition again.
  offset 0
) lines
where lines.org_room > 0 and coalesce(r.max_concurrent_calls > r.live, true);
