-- The caller's organisations. Security definer: membership decides who may read membership. It tells a caller about nobody
-- but the caller.
create function private.my_org_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m where m.user_id = (select auth.uid())
$$;
revoke all on function private.my_org_ids() from public;
grant execute on function private.my_org_ids() to authenticated, service_role;
