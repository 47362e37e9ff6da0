-- Where the installation has a single organisation and the environment a token, that token is this organisation's.
create function public.adopt_default_hubspot_token() returns void
language sql security definer set search_path = '' as $$
  insert into public.hubspot_connections (org_id, uses_default_token)
  select o.id, true from public.organizations o
  where (select count(*) from public.organizations) = 1
  on conflict (org_id) do nothing
$$;
revoke all on function public.adopt_default_hubspot_token() from public, anon, authenticated, service_role;
grant execute on function public.adopt_default_hubspot_token() to service_role;
