-- The organisation's lines in use. Every attempt holds one until it is over, an unknown one too: it may be ringing. So does
-- a call whose contact is being looked up, since it is dialled next.
create function private.lines_in_use(p_org_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select (
    (select count(*) from public.call_attempts t where t.org_id = p_org_id and t.state <> 'ended')
    + (select count(*) from private.call_looks l where l.org_id = p_org_id and l.expires_at > private.current_time())
  )::integer
$$;
revoke all on function private.lines_in_use(uuid) from public, anon, authenticated, service_role;
