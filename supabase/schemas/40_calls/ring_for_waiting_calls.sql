-- Lines came free: calls of these organisations that waited for one, or need it before the next tick, need not wait for that.
-- One ring for all of them. min() rather than exists(): the kept plan does not know how few rows `<= horizon` leaves, and
-- then reads the table.
create function private.ring_for_waiting_calls(variadic p_org_ids uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from unnest(p_org_ids) as org (id)
    join private.workers w on w.name = 'sweep' and w.enabled
    where private.earliest_due(org.id)
      <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
end $$;
revoke all on function private.ring_for_waiting_calls(uuid[]) from public;
