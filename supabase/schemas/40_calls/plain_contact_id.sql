-- A contact's id as it is kept and compared, and the one place that says so: HubSpot's are decimal without leading zeros, so that
-- 040000136 is 40000136, with or without spaces around it. What is no such number, of another CRM, stays as it is.
create function private.plain_contact_id(p_id text) returns text
language sql immutable set search_path = '' as $$
  select case when btrim(p_id) ~ '^0*[1-9][0-9]{0,17}$' then ltrim(btrim(p_id), '0') else p_id end
$$;
revoke all on function private.plain_contact_id(text) from public, anon, authenticated, service_role;
grant execute on function private.plain_contact_id(text) to authenticated;

create function public.plain_contact_id(p_id text) returns text
language sql immutable set search_path = '' as $$
  select private.plain_contact_id(p_id)
$$;
revoke all on function public.plain_contact_id(text) from public, anon, authenticated, service_role;
grant execute on function public.plain_contact_id(text) to authenticated;
