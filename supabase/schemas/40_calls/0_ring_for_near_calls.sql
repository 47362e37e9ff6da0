-- A call that falls due before the next tick rings at once, so that it leaves on time. One ring per statement.
create function private.ring_for_near_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from new_rows s join private.workers w on w.name = 'sweep' and w.enabled
    where s.dial_after <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
  return null;
end $$;
revoke all on function private.ring_for_near_calls() from public;
