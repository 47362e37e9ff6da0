-- scheduled → in_progress → completed | failed | cancelled. Back to scheduled only from in_progress, when it is certain
-- that nothing was dialled. What is over stays over, whoever writes.
create function private.guard_call_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.call_status, new.call_status) not in (
    ('scheduled', 'in_progress'), ('scheduled', 'cancelled'), ('scheduled', 'failed'),
    ('in_progress', 'completed'), ('in_progress', 'failed'), ('in_progress', 'cancelled'), ('in_progress', 'scheduled')
  ) then
    raise exception 'a call cannot go from % to %', old.call_status, new.call_status using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_call_status() from public;
