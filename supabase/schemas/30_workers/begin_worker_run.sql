-- Begins a run of a worker: writes the heartbeat, and says by which number it is ended.
create function public.begin_worker_run(p_worker text, p_instance text) returns bigint
language sql security definer set search_path = '' as $$
  insert into private.worker_runs (worker, instance) values (p_worker, p_instance) returning id
$$;
revoke all on function public.begin_worker_run(text, text) from public, anon, authenticated, service_role;
grant execute on function public.begin_worker_run(text, text) to service_role;
