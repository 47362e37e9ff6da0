-- A call that falls due before the next tick rings at once, so that it leaves on time. One ring per statement. A ring
-- that cannot be made never refuses the booking: the next tick finds the call.
create function private.ring_for_near_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from new_rows s join private.scheduler c on c.enabled
    where s.dial_after <= private.current_time() + make_interval(secs => c.interval_seconds)
  ) then
    perform private.ring_sweep();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sweep was not rung for a call due soon (%)', sqlstate;
  return null;
end $$;
revoke all on function private.ring_for_near_calls() from public;
