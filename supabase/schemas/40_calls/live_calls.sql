-- The organisation's lines in use. Every attempt holds one until it is over, an unknown one too: it may be ringing.
create function private.live_calls(p_org_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.call_attempts t where t.org_id = p_org_id and t.state <> 'ended'
$$;
revoke all on function private.live_calls(uuid) from public, anon, authenticated, service_role;
