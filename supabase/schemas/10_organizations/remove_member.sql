-- Takes a member out of the organisation; what they have booked stays. Errors: 42501 for anybody but an admin, PT404 when there
-- is no such member, 23514 for the last admin.
create function private.remove_member(p_org_id uuid, p_user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
  if not found then
    raise exception 'the organisation has no such member'
      using errcode = 'PT404', hint = 'unknown_member'::public.refusal_code;
  end if;
end $$;
revoke all on function private.remove_member(uuid, uuid) from public;
grant execute on function private.remove_member(uuid, uuid) to authenticated;

create function public.remove_member(p_org_id uuid, p_user_id uuid) returns void
language sql set search_path = '' as $$
  select private.remove_member(p_org_id, p_user_id)
$$;
revoke all on function public.remove_member(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_member(uuid, uuid) to authenticated;
