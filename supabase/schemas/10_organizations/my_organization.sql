-- The organisation behind a slug together with the caller's role in it: no row for a stranger and for a missing slug.
-- calling_paused_reason: of all calling, or of the organisation's.
create function public.my_organization(p_slug text)
returns table (id uuid, slug text, name text, time_zone text, max_concurrent_calls integer,
  calling_paused_reason text, allowed_number_kinds text[], role public.member_role)
language sql stable set search_path = '' as $$
  select o.id, o.slug, o.name, o.time_zone, o.max_concurrent_calls, coalesce(private.all_calling_paused(), o.calling_paused_reason),
    o.allowed_number_kinds, m.role
  from public.organizations o
  join public.memberships m on m.org_id = o.id and m.user_id = (select auth.uid())
  where o.slug = p_slug
$$;
revoke all on function public.my_organization(text) from public, anon, authenticated, service_role;
grant execute on function public.my_organization(text) to authenticated;
