-- Raises 42501 unless the caller is an admin of the organisation: to a stranger the same as to its other members, so that nobody
-- learns which organisations there are.
create function private.require_admin(p_org_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if private.role_of(p_org_id, auth.uid()) is distinct from 'admin' then
    raise exception 'this needs an admin of the organisation' using errcode = '42501';
  end if;
end $$;
revoke all on function private.require_admin(uuid) from public;
