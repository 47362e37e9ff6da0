-- Rings for what need not wait for the tick, and says whether it could. Never throws, so that a ring that cannot be made
-- refuses nobody's write: the next tick finds the same work.
create function private.try_to_ring(p_worker text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform private.ring(p_worker);
  return true;
exception when others then
  raise log 'call scheduler: the % was not rung (%)', p_worker, sqlstate;
  return false;
end $$;
revoke all on function private.try_to_ring(text) from public;
