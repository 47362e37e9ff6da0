-- The campaigns that run, each with its calls under way.
create view private.running_campaigns with (security_invoker = true) as
select c.id, c.org_id, c.priority, c.max_concurrent_calls, live.calls as live
from public.campaigns c
cross join lateral (
  select count(*)::integer as calls from public.campaign_contacts m where m.campaign_id = c.id and m.state = 'in_progress'
) live
where c.state = 'running';
