-- Takes an invitation back. Errors: 42501 for anybody but an admin, PT404 when the organisation has no such invitation.
create function private.revoke_invitation(p_org_id uuid, p_invitation_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin(p_org_id);
  delete from public.invitations i where i.id = p_invitation_id and i.org_id = p_org_id;
  if not found then
    raise exception 'the organisation has no such invitation'
      using errcode = 'PT404', hint = 'unknown_invitation'::public.refusal_code;
  end if;
end $$;
revoke all on function private.revoke_invitation(uuid, uuid) from public;
grant execute on function private.revoke_invitation(uuid, uuid) to authenticated;

create function public.revoke_invitation(p_org_id uuid, p_invitation_id uuid) returns void
language sql set search_path = '' as $$
  select private.revoke_invitation(p_org_id, p_invitation_id)
$$;
revoke all on function public.revoke_invitation(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.revoke_invitation(uuid, uuid) to authenticated;
