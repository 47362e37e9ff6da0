-- The reading that the worker holds, locked; error 55006 when another has it by now, or it is superseded.
create function private.hold_contact_sync(p_sync_id bigint, p_worker text) returns public.contact_syncs
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs;
begin
  select r.* into run from public.contact_syncs r
  where r.id = p_sync_id and r.worker = p_worker and r.state = 'running' for no key update;
  if not found or private.is_superseded(run) then
    raise exception 'the reading % is no longer this worker''s', p_sync_id using errcode = '55006';
  end if;
  return run;
end $$;
revoke all on function private.hold_contact_sync(bigint, text) from public;
