-- What an operator asks of HubSpot: does it tick, is each organisation's connection well, does what is to be written arrive.
-- Read by `deno task doctor` and by monitoring.
--   enabled, interval_minutes: as set by configure_hubspot_sync.
--   cron_job: its schedule and the last run of the tick with status, message and age; null without pg_cron or job.
--   can_ring: Vault holds what the tick rings with.
--   connections: of each connected organisation its slug, state and state_detail as the last reading or test left them,
--     last_read_seconds_ago (since the latest complete reading began; null: there was none), and of its entries to be
--     written back how many are waiting, how old the oldest of those is, and how many are dead.
create function public.hubspot_health() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extensions may be absent.
  find_secrets constant text := $vault$
    select bool_or(s.name = 'call_scheduler_secret_key') and bool_or(s.name <> 'call_scheduler_secret_key')
    from vault.decrypted_secrets s
    where s.name in ('call_scheduler_sync_url', 'call_scheduler_sweep_url', 'call_scheduler_secret_key')
      and s.decrypted_secret <> ''
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
      where j.jobname = 'hubspot-sync-tick'
    $cron$ into cron_job;
  end if;
  if to_regclass('vault.decrypted_secrets') is not null then
    execute find_secrets into can_ring;
  end if;
  return (
    select jsonb_build_object('enabled', s.enabled, 'interval_minutes', s.interval_minutes, 'cron_job', cron_job,
      'can_ring', coalesce(can_ring, false),
      'connections', (
        select coalesce(jsonb_agg(jsonb_build_object('org_id', c.org_id, 'org_slug', o.slug, 'state', c.state,
          'state_detail', c.state_detail,
          'last_read_seconds_ago', round(extract(epoch from private.current_time() - c.synced_until)),
          'waiting', outbox.waiting, 'oldest_waiting_seconds', outbox.oldest_seconds, 'dead', outbox.dead)
          order by o.slug), '[]')
        from public.hubspot_connections c
        join public.organizations o on o.id = c.org_id
        cross join lateral (
          select count(*) filter (where e.state <> 'dead') as waiting, count(*) filter (where e.state = 'dead') as dead,
            round(extract(epoch from private.current_time() - min(e.created_at) filter (where e.state <> 'dead')))
              as oldest_seconds
          from public.crm_outbox e
          where e.org_id = c.org_id and e.state <> 'sent'
        ) outbox
        where c.removed_at is null))
    from private.sync_schedule s
  );
end $$;
revoke all on function public.hubspot_health() from public, anon, authenticated, service_role;
grant execute on function public.hubspot_health() to service_role;
