-- Asks for another round of the sync function, for a worker whose time is over. False when it could not be rung: the next
-- tick finds the same work.
create function public.ring_sync_again() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return private.ring_sync_if_needed();
exception when others then
  raise log 'call scheduler: the sync was not rung (%)', sqlstate;
  return false;
end $$;
revoke all on function public.ring_sync_again() from public, anon, authenticated, service_role;
grant execute on function public.ring_sync_again() to service_role;
