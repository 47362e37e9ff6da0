-- How many of those that the campaign has called or booked are in the audience that is about to be taken.
create function private.count_already_there(u public.audience_uploads) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  found_there integer;
begin
  select count(*) into found_there
  from public.campaign_contacts m
  where m.campaign_id = u.campaign_id and exists (
    select from private.audience_rows r
    where r.upload_id = u.id and (r.phone_hash = m.phone_hash or r.contact_id = m.contact_id));
  return found_there;
end $$;
revoke all on function private.count_already_there(public.audience_uploads) from public, anon, authenticated, service_role;
