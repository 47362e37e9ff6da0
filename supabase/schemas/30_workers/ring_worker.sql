-- Asks for another run, for a worker whose time is over. False when nothing is left to do or it could not be rung: the next
-- tick finds the same work. Error: 22023 for a name that is no worker's.
create function public.ring_worker(p_worker text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  return private.tick(p_worker);
exception
  when invalid_parameter_value then raise;
  when others then
    raise log 'call scheduler: the % was not rung (%)', p_worker, sqlstate;
    return false;
end $$;
revoke all on function public.ring_worker(text) from public, anon, authenticated, service_role;
grant execute on function public.ring_worker(text) to service_role;
