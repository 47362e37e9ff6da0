-- An attempt that is over never lives again, and one that Bolna has is never un-placed.
create function private.guard_attempt_state() returns trigger
language plpgsql set search_path = '' as $$
begin
  if (old.state, new.state) not in (
    ('placing', 'unknown'), ('placing', 'placed'), ('placing', 'ended'),
    ('unknown', 'placed'), ('unknown', 'ended'), ('placed', 'ended')
  ) then
    raise exception 'an attempt cannot go from % to %', old.state, new.state using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function private.guard_attempt_state() from public;
