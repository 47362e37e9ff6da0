-- The organisation's lines in use (organization_lines).
create function private.lines_in_use(p_org_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select l.in_use from private.organization_lines l where l.org_id = p_org_id
$$;
revoke all on function private.lines_in_use(uuid) from public, anon, authenticated, service_role;
