-- Makes room for the audience that is about to be taken: who has no call goes, and calls that wait for whoever is not in the new one
-- are cancelled. Who was dialled stays, so that one call per contact and campaign, ever, outlasts the change.
create function private.clear_audience(u public.audience_uploads) returns void
language plpgsql security definer set search_path = '' as $$
declare
  withdrawn uuid[];
begin
  with ended as (
    update public.call_schedules s
    set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', retry_at = null,
      status_reason = 'The campaign has another audience.'
    where s.org_id = u.org_id and s.campaign_id = u.campaign_id and s.call_status = 'scheduled' and s.deleted_at is null
      and not exists (
        select from private.audience_rows r where r.upload_id = u.id and r.phone_hash = s.contact_phone_hash)
    returning s.id, s.attempt_count
  )
  select coalesce(array_agg(e.id) filter (where e.attempt_count = 0), '{}') into withdrawn from ended e;
  delete from public.campaign_contacts m
  where m.campaign_id = u.campaign_id
    and (m.id = any (withdrawn) or not exists (select from public.call_schedules s where s.id = m.id));
end $$;
revoke all on function private.clear_audience(public.audience_uploads) from public, anon, authenticated, service_role;
