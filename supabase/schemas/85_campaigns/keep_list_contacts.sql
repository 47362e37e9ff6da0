-- Keeps members of a list that were not among the organisation's contacts, as a page of a sync does (private.save_contacts). Error 55006
-- when another worker has the list by now.
create function public.keep_list_contacts(p_upload_id uuid, p_worker text, p_contacts jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads := private.hold_list_reading(p_upload_id, p_worker);
begin
  -- Schedules come before contacts.
  perform private.lock_waiting_calls(u.org_id, p_contacts);
  perform private.save_contacts(u.org_id, p_contacts);
end $$;
revoke all on function public.keep_list_contacts(uuid, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.keep_list_contacts(uuid, text, jsonb) to service_role;
