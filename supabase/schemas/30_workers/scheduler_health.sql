-- What an operator asks first: does it tick, does it ring, does it keep up. Read by `deno task doctor` and by monitoring.
--   enabled, interval_seconds, cron_job, can_ring: of the sweep, as in worker_health.
--   calling_paused_reason: why all calling is stopped (pause_all_calling), or null.
--   last_sweep_started_at, last_sweep_finished_at: of the latest pass, and of the latest that was completed; null when
--   there was none within seven days.
--   due_calls, oldest_due_seconds: calls that are due and that no switch holds back, and how long the first of them has
--   waited. Those that wait for a free line or for their number count too.
--   unknown_calls: calls whose fate nobody knows yet.
create function public.scheduler_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'enabled', sweep.health -> 'enabled', 'calling_paused_reason', c.calling_paused_reason,
    'interval_seconds', sweep.health -> 'interval_seconds', 'cron_job', sweep.health -> 'cron_job',
    'can_ring', sweep.health -> 'can_ring', 'last_sweep_started_at', sweep.health -> 'last_started_at',
    'last_sweep_finished_at', sweep.health -> 'last_finished_at',
    'due_calls', due.calls, 'oldest_due_seconds', round(extract(epoch from private.current_time() - due.oldest), 1),
    'unknown_calls', (select count(*) from public.call_attempts t where t.state = 'unknown'))
  from private.scheduler c
  cross join private.worker_health('sweep') as sweep (health)
  cross join lateral (
    select count(*) as calls, min(s.dial_after) as oldest
    from public.call_schedules s
    join public.organizations o on o.id = s.org_id and o.calling_paused_reason is null
    join public.agents a on a.id = s.agent_id and a.is_active
    where c.calling_paused_reason is null and s.dial_after <= private.current_time()
      and (s.campaign_id is null or exists (
        select from public.campaigns p where p.id = s.campaign_id and p.state = 'running'))
  ) due
$$;
revoke all on function public.scheduler_health() from public, anon, authenticated, service_role;
grant execute on function public.scheduler_health() to service_role;
