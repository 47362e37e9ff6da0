-- Who belongs to the organisation, for its members: the name that colleagues know somebody by (what stands before the @ of the address),
-- and to admins the address itself. None for whoever is no member.
create function private.organization_people(p_org_id uuid)
returns table (user_id uuid, name text, email text, role public.member_role, joined_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select m.user_id, split_part(u.email, '@', 1), case when me.role = 'admin' then u.email end, m.role, m.created_at
  from public.memberships me
  join public.memberships m on m.org_id = me.org_id
  join auth.users u on u.id = m.user_id
  where me.org_id = p_org_id and me.user_id = (select auth.uid())
  order by m.created_at, m.user_id
$$;
revoke all on function private.organization_people(uuid) from public, anon, authenticated, service_role;
grant execute on function private.organization_people(uuid) to authenticated;

create function public.organization_people(p_org_id uuid)
returns table (user_id uuid, name text, email text, role public.member_role, joined_at timestamptz)
language sql stable set search_path = '' as $$
  select p.user_id, p.name, p.email, p.role, p.joined_at from private.organization_people(p_org_id) p
$$;
revoke all on function public.organization_people(uuid) from public, anon, authenticated, service_role;
grant execute on function public.organization_people(uuid) to authenticated;
