-- Asks somebody to join, for 14 days; asking again begins anew, with the role of the last time. The answer is the same whether the
-- address has an account or not. Gives the invitation's id. Errors: 42501 for anybody but an admin, 23514 for what is no address,
-- and beyond 100 invitations, open or just accepted.
create function private.invite_member(p_org_id uuid, p_email text, p_role public.member_role) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  address constant text := lower(btrim(p_email));
  invitation_id uuid;
begin
  perform private.require_admin(p_org_id);
  perform from public.organizations o where o.id = p_org_id for no key update;
  delete from public.invitations i
  where i.org_id = p_org_id and (i.expires_at <= private.current_time() or i.email = address);
  if (select count(*) from public.invitations i where i.org_id = p_org_id) >= 100 then
    raise exception 'the organisation has 100 invitations: revoke some, or wait until they expire'
      using errcode = '23514', hint = 'too_many_invitations'::public.refusal_code;
  end if;
  begin
    insert into public.invitations (org_id, email, role, invited_by)
    values (p_org_id, address, p_role, auth.uid()) returning id into invitation_id;
  exception when check_violation then
    raise exception 'that is no e-mail address' using errcode = '23514', hint = 'not_an_address'::public.refusal_code;
  end;
  return invitation_id;
end $$;
revoke all on function private.invite_member(uuid, text, public.member_role) from public;
grant execute on function private.invite_member(uuid, text, public.member_role) to authenticated;

create function public.invite_member(p_org_id uuid, p_email text, p_role public.member_role) returns uuid
language sql set search_path = '' as $$
  select private.invite_member(p_org_id, p_email, p_role)
$$;
revoke all on function public.invite_member(uuid, text, public.member_role) from public, anon, authenticated, service_role;
grant execute on function public.invite_member(uuid, text, public.member_role) to authenticated;
