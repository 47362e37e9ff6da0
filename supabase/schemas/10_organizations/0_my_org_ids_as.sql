-- The caller's organisations where the caller has one of the roles. Security definer: membership decides who may read
-- membership. It tells a caller about nobody but the caller.
create function private.my_org_ids_as(variadic p_roles public.member_role[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid()) and m.role = any (p_roles)
$$;
revoke all on function private.my_org_ids_as(public.member_role[]) from public;
grant execute on function private.my_org_ids_as(public.member_role[]) to authenticated, service_role;
