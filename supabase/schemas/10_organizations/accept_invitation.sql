-- Lets the caller in, in the role that they were asked for. Who belongs to the organisation already keeps their role: an invitation
-- neither raises nor lowers anybody. Error: PT404 for all that is not an open invitation to the caller's own confirmed address.
create function private.accept_invitation(p_invitation_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  i public.invitations;
begin
  select c.* into i from public.invitations c
  where c.id = p_invitation_id and exists (select from private.my_invitations() m where m.id = c.id)
  for update;
  -- Looked at again under the lock: two clicks at once, or one beside a revocation.
  if i.id is null or i.accepted_at is not null then
    raise exception 'there is no such open invitation to your address'
      using errcode = 'PT404', hint = 'unknown_invitation'::public.refusal_code;
  end if;
  insert into public.memberships (org_id, user_id, role) values (i.org_id, auth.uid(), i.role)
  on conflict (org_id, user_id) do nothing;
  update public.invitations c set accepted_at = private.current_time() where c.id = i.id;
end $$;
revoke all on function private.accept_invitation(uuid) from public;
grant execute on function private.accept_invitation(uuid) to authenticated;

create function public.accept_invitation(p_invitation_id uuid) returns void
language sql set search_path = '' as $$
  select private.accept_invitation(p_invitation_id)
$$;
revoke all on function public.accept_invitation(uuid) from public, anon, authenticated, service_role;
grant execute on function public.accept_invitation(uuid) to authenticated;
