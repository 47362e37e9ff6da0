-- A line came free: calls of the organisation that waited for it, or need it before the next tick, need not wait for that.
create function private.ring_for_waiting_calls(p_org_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from public.call_schedules s
    join private.workers w on w.name = 'sweep' and w.enabled
    where s.org_id = p_org_id and s.dial_after <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
end $$;
revoke all on function private.ring_for_waiting_calls(uuid) from public;
