-- Gives a member another role. Errors: 42501 for anybody but an admin, PT404 when there is no such member, 23514 for the last
-- admin.
create function private.change_member_role(p_org_id uuid, p_user_id uuid, p_role public.member_role) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  update public.memberships m set role = p_role where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member'
      using errcode = 'PT404', hint = 'unknown_member'::public.refusal_code;
  end if;
end $$;
revoke all on function private.change_member_role(uuid, uuid, public.member_role) from public;
grant execute on function private.change_member_role(uuid, uuid, public.member_role) to authenticated;

create function public.change_member_role(p_org_id uuid, p_user_id uuid, p_role public.member_role) returns void
language sql set search_path = '' as $$
  select private.change_member_role(p_org_id, p_user_id, p_role)
$$;
revoke all on function public.change_member_role(uuid, uuid, public.member_role) from public, anon, authenticated, service_role;
grant execute on function public.change_member_role(uuid, uuid, public.member_role) to authenticated;
