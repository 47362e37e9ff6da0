-- The upload whose list the worker reads, it and the reading locked; error 55006 when another has it by now, or it is over.
create function private.hold_list_reading(p_upload_id uuid, p_worker text) returns public.audience_uploads
language plpgsql security definer set search_path = '' as $$
declare
  u public.audience_uploads;
begin
  -- The upload first: whoever begins another takes it away, and the reading with it.
  select k.* into u from public.audience_uploads k where k.id = p_upload_id and k.state = 'running' for update;
  perform from private.list_readings r where r.upload_id = u.id and r.worker = p_worker for update;
  if not found then
    raise exception 'the list of the upload % is no longer this worker''s', p_upload_id using errcode = '55006';
  end if;
  return u;
end $$;
revoke all on function private.hold_list_reading(uuid, text) from public, anon, authenticated, service_role;
