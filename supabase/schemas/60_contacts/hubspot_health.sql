-- What an operator asks of HubSpot: does it tick, is each organisation's connection well, does what is to be written arrive.
-- Read by `deno task doctor` and by monitoring.
--   enabled, cron_job, can_ring: of the sync, as in worker_health.
--   interval_minutes: as set by configure_hubspot_sync.
--   connections: of each connected organisation its slug, state and state_detail as the last reading or test left them,
--     last_read_seconds_ago (since the latest complete reading began; null: there was none), and of its entries to be
--     written back how many are waiting, how old the oldest of those is, and how many are dead.
create function public.hubspot_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('enabled', sync.health -> 'enabled', 'interval_minutes', private.sync_interval_minutes(),
    'cron_job', sync.health -> 'cron_job', 'can_ring', sync.health -> 'can_ring',
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
  from private.worker_health('sync') as sync (health)
$$;
revoke all on function public.hubspot_health() from public, anon, authenticated, service_role;
grant execute on function public.hubspot_health() to service_role;
