-- What a call is for that is booked without a purpose: marketing, the strictest, unless the organisation's policy says something
-- else; null where it has every booking say one.
create function private.default_purpose(p_org_id uuid) returns public.call_purpose
language plpgsql stable security definer set search_path = '' as $$
declare
  said public.call_purpose;
begin
  select p.default_purpose into said from public.calling_policies p where p.org_id = p_org_id;
  return case when found then said else 'marketing' end;
end $$;
revoke all on function private.default_purpose(uuid) from public, anon, authenticated, service_role;
