-- What whoever writes a campaign may send, and whether it fits: the name of the first field that does not; null when all do.
create function private.campaign_fields() returns text[]
language sql immutable set search_path = '' as $$
  select array['name', 'agent_id', 'purpose', 'call_topic', 'call_language', 'starts_at', 'ends_at', 'calls_per_minute',
    'max_concurrent_calls', 'priority', 'retry_policy', 'best_time']
$$;
revoke all on function private.campaign_fields() from public, anon, authenticated, service_role;

create function private.refused_campaign_field(c public.campaigns, p_sent jsonb) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when p_sent ? 'agent_id' and not exists (
      select from public.agents a where a.org_id = c.org_id and a.id = c.agent_id and a.is_active) then 'agent_id'
    when p_sent ? 'ends_at' and c.ends_at <= private.current_time() then 'ends_at'
    when (p_sent ? 'starts_at' or p_sent ? 'ends_at')
      and greatest(c.starts_at, c.ends_at) > private.current_time() + interval '1830 days' then
      case when p_sent ? 'ends_at' then 'ends_at' else 'starts_at' end
    when c.starts_at >= c.ends_at then 'ends_at'
  end
$$;
revoke all on function private.refused_campaign_field(public.campaigns, jsonb) from public, anon, authenticated, service_role;
