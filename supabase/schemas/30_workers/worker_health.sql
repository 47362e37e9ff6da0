-- What is the same of every worker: does it tick, can it be rung, does it come.
--   enabled, interval_seconds: as set by configure_worker.
--   cron_job: its schedule and the last run of the tick with status, message and age; null without pg_cron or job.
--   can_ring: Vault holds what the tick rings with.
--   last_started_at, last_finished_at: of the latest run, and of the latest that was completed; null when there was none in
--     the time that heartbeats are kept for.
--   unanswered_seconds: how long ago the tick rang it first without a run since; null when it came.
create function private.worker_health(p_worker text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extension may be absent.
  find_job constant text := $cron$
    select jsonb_build_object('schedule', j.schedule, 'active', j.active, 'last_status', d.status,
      'last_message', d.return_message,
      'last_run_seconds_ago', round(extract(epoch from private.current_time() - d.start_time), 1))
    from cron.job j
    left join lateral (
      select r.status, r.return_message, r.start_time from cron.job_run_details r
      where r.jobid = j.jobid and r.start_time is not null order by r.runid desc limit 1
    ) d on true
    where j.jobname = $1
  $cron$;
  w record;
  cron_job jsonb;
  started timestamptz;
begin
  select k.enabled, k.interval_seconds, k.cron_job, k.rung_at into w from private.workers k where k.name = p_worker;
  if to_regclass('cron.job') is not null then
    execute find_job into cron_job using w.cron_job;
  end if;
  started := (select r.started_at from private.worker_runs r where r.worker = p_worker order by r.id desc limit 1);
  return jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds, 'cron_job', cron_job,
    'can_ring', (select a.url is not null and a.secret_key is not null from private.worker_address(p_worker) a),
    'last_started_at', started,
    'last_finished_at', (
      select r.finished_at from private.worker_runs r
      where r.worker = p_worker and r.finished_at is not null order by r.id desc limit 1),
    'unanswered_seconds', case when started is null or started < w.rung_at then
      round(extract(epoch from private.current_time() - w.rung_at), 1) end);
end $$;
revoke all on function private.worker_health(text) from public;

-- What an operator asks of all of them, of the pruning of history and the sealing of the trail. Read by `deno task doctor` and by monitoring.
--   workers: by name, as above.
--   unpruned: what could not be pruned, with since when (failing_seconds) and why.
--   unsealed_seconds: for how long a row of the audit trail has waited to be sealed; null: none does.
create function public.worker_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'workers', (select coalesce(jsonb_object_agg(w.name, private.worker_health(w.name)), '{}') from private.workers w),
    'unpruned', (
      select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'failure', r.failure,
        'failing_seconds', round(extract(epoch from private.current_time() - r.failing_since))) order by r.name), '[]')
      from private.retention r where r.failing_since is not null),
    'unsealed_seconds', private.unsealed_seconds())
$$;
revoke all on function public.worker_health() from public, anon, authenticated, service_role;
grant execute on function public.worker_health() to service_role;
