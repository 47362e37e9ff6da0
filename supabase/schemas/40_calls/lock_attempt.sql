-- Locks the schedule, then the attempt (the order everywhere), and gives the attempt back. Error P0002 when there is none.
create function private.lock_attempt(p_attempt_id uuid) returns public.call_attempts
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.call_schedules s
  where s.id = (select a.schedule_id from public.call_attempts a where a.id = p_attempt_id)
  for no key update;
  select a.* into t from public.call_attempts a where a.id = p_attempt_id for no key update;
  if not found then
    raise exception 'no attempt has the id %', p_attempt_id using errcode = 'P0002';
  end if;
  return t;
end $$;
revoke all on function private.lock_attempt(uuid) from public;
