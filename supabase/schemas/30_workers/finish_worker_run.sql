-- Ends a run. Only a run that got this far counts as a sign of life.
create function public.finish_worker_run(p_run_id bigint, p_counts jsonb) returns void
language sql security definer set search_path = '' as $$
  update private.worker_runs r set finished_at = private.current_time(), counts = p_counts where r.id = p_run_id
$$;
revoke all on function public.finish_worker_run(bigint, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.finish_worker_run(bigint, jsonb) to service_role;
