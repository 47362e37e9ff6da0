-- Anybody's role, for the functions that check a caller or an actor. Granted to nobody.
create function private.role_of(p_org_id uuid, p_user_id uuid) returns public.member_role
language sql stable security definer set search_path = '' as $$
  select m.role from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id
$$;
revoke all on function private.role_of(uuid, uuid) from public;
