-- Takes a HubSpot list that is to become an audience and that nobody reads now, for a minute; each page that is kept renews it. null: there is
-- none. Answer: {upload_id, org_id, list_id, after, members_read, is_read, access: hubspot_access, null where it is not connected}.
create function public.claim_list_reading(p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  taken private.list_readings;
begin
  update private.list_readings r
  set worker = p_worker, lease_expires_at = private.current_time() + interval '60 seconds'
  where r.upload_id = (
    select k.upload_id from private.list_readings k
    where k.lease_expires_at <= private.current_time()
    order by k.lease_expires_at limit 1 for update skip locked)
  returning r.* into taken;
  return (
    select jsonb_build_object('upload_id', taken.upload_id, 'org_id', u.org_id, 'list_id', taken.list_id, 'after', taken.after,
      'members_read', taken.members_read, 'is_read', taken.is_read,
      'access', public.hubspot_access(u.org_id))
    from public.audience_uploads u where u.id = taken.upload_id);
end $$;
revoke all on function public.claim_list_reading(text) from public, anon, authenticated, service_role;
grant execute on function public.claim_list_reading(text) to service_role;
