-- What an operator asks first: does it tick, does it ring, does it keep up. Read by `deno task doctor` and by monitoring.
--   enabled, interval_seconds: as set by configure_call_scheduler.
--   calling_paused_reason: why all calling is stopped (pause_all_calling), or null.
--   cron_job: its schedule and the last run of the tick with status, message and age; null without pg_cron or job.
--   can_ring: both Vault secrets are there.
--   last_sweep_started_at, last_sweep_finished_at: of the latest pass, and of the latest that was completed; null when
--   there was none within seven days.
--   due_calls, oldest_due_seconds: calls that are due and that no switch holds back, and how long the first of them has
--   waited. Those that wait for a free line or for their number count too.
--   unknown_calls: calls whose fate nobody knows yet.
create function public.scheduler_health() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent.
  find_secrets constant text := $vault$
    select count(distinct s.name) = 2 from vault.decrypted_secrets s
    where s.name in ('call_scheduler_sweep_url', 'call_scheduler_secret_key') and s.decrypted_secret <> ''
  $vault$;
  cron_job jsonb;
  can_ring boolean := false;
begin
  if to_regclass('cron.job') is not null then
    execute $cron$
      select jsonb_build_object('schedule', j.schedule, 'active', j.active, 'last_status', d.status,
        'last_message', d.return_message,
        'last_run_seconds_ago', round(extract(epoch from private.current_time() - d.start_time), 1))
      from cron.job j
      left join lateral (
        select r.status, r.return_message, r.start_time from cron.job_run_details r
        where r.jobid = j.jobid and r.start_time is not null order by r.runid desc limit 1
      ) d on true
      where j.jobname = 'call-scheduler-tick'
    $cron$ into cron_job;
  end if;
  if to_regclass('vault.decrypted_secrets') is not null then
    execute find_secrets into can_ring;
  end if;
  return (
    select jsonb_build_object(
      'enabled', c.enabled, 'calling_paused_reason', c.calling_paused_reason, 'interval_seconds', c.interval_seconds, 'cron_job', cron_job, 'can_ring', can_ring,
      'last_sweep_started_at', last_pass.started_at, 'last_sweep_finished_at', finished.finished_at,
      'due_calls', due.calls, 'oldest_due_seconds', round(extract(epoch from private.current_time() - due.oldest), 1),
      'unknown_calls', (select count(*) from public.call_attempts t where t.state = 'unknown'))
    from private.scheduler c
    left join lateral (
      select r.started_at from private.sweep_runs r order by r.started_at desc limit 1
    ) last_pass on true
    left join lateral (
      select max(r.finished_at) as finished_at from private.sweep_runs r
      where r.started_at > private.current_time() - interval '7 days'
    ) finished on true
    cross join lateral (
      select count(*) as calls, min(s.dial_after) as oldest
      from public.call_schedules s
      join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
      join public.agents a on a.id = s.agent_id and a.is_active
      where c.calling_paused_reason is null and s.dial_after <= private.current_time()
    ) due
  );
end $$;
revoke all on function public.scheduler_health() from public, anon, authenticated, service_role;
grant execute on function public.scheduler_health() to service_role;
