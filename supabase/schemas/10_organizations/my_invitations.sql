-- The open invitations to the caller's own address, once they have shown that it is theirs. The address is that of their row in
-- auth.users: a token may still carry one that they have given up.
create function private.my_invitations()
returns table (id uuid, slug text, name text, role public.member_role, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, o.slug, o.name, i.role, i.expires_at
  from auth.users u
  join public.invitations i on i.email = lower(u.email)
  join public.organizations o on o.id = i.org_id
  where u.id = (select auth.uid()) and u.email_confirmed_at is not null
    and i.accepted_at is null and i.expires_at > private.current_time()
  order by i.created_at, i.id
$$;
revoke all on function private.my_invitations() from public;
grant execute on function private.my_invitations() to authenticated;

create function public.my_invitations()
returns table (id uuid, slug text, name text, role public.member_role, expires_at timestamptz)
language sql stable set search_path = '' as $$
  select i.id, i.slug, i.name, i.role, i.expires_at from private.my_invitations() i
$$;
revoke all on function public.my_invitations() from public, anon, authenticated, service_role;
grant execute on function public.my_invitations() to authenticated;
