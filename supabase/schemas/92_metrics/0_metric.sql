-- What is measured (public.read_metrics), by the names that monitoring goes by: Prometheus has `call_scheduler_` before each.
create type public.metric as enum (
  -- Calls and lines, as they stand.
  'due_calls', 'oldest_due_seconds', 'oldest_claimable_seconds', 'calls', 'attention', 'attempts_unknown', 'lines_in_use', 'lines',
  'all_calling_paused', 'organizations_paused', 'campaigns',
  -- What keeps them going.
  'sweep_age_seconds', 'sync_age_seconds', 'worker_ticking', 'worker_unanswered_seconds', 'cron_age_seconds', 'cron_failed_runs',
  'retention_failing', 'tallies_unfolded',
  -- What comes in and goes out.
  'events_received_total', 'webhook_lag_seconds', 'webhook_age_seconds', 'hubspot_connections', 'hubspot_read_age_seconds',
  'outbox_waiting', 'outbox_oldest_seconds', 'outbox_dead', 'deliveries_waiting', 'deliveries_oldest_seconds', 'deliveries_dead',
  'webhooks_off',
  -- What has ever happened: these only grow.
  'calls_total', 'attempts_total', 'call_lateness_seconds', 'talk_seconds_total', 'spend_cents_total', 'deferrals_total',
  'opt_outs_total');
