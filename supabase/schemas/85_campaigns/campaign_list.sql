-- Campaigns with their counts, for users: row-level security of the caller applies.
create view public.campaign_list with (security_invoker = true) as
select c.id, c.org_id, c.name, c.state, c.agent_id, c.purpose, c.call_topic, c.call_language, c.starts_at, c.ends_at,
  c.calls_per_minute, c.max_concurrent_calls, c.priority, c.retry_policy, c.best_time, c.revision, c.dry_run_id, c.started_at,
  c.ended_at, c.paused_at, c.paused_code, c.paused_reason, c.cancelled_reason, c.created_by, c.created_at, c.updated_at,
  private.count_campaign_contacts(c.org_id, c.id) as counts
from public.campaigns c;
grant select on public.campaign_list to authenticated;
