-- The tick: what pg_cron runs. Looks ahead by one interval, since the sweep stays on for what falls due before the next.
create function private.ring_sweep_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.has_work((select s.interval_seconds from private.scheduler s)) then
    return false;
  end if;
  perform private.ring_sweep();
  return true;
end $$;
revoke all on function private.ring_sweep_if_needed() from public;
