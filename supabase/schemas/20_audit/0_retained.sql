-- What grows, and is kept for as long as private.retention says. calls: those booked by hand that are over.
-- audience_uploads: those that never ended. alerts: those that are over. campaign_contacts: who they were, when the campaign is over.
create type public.retained as enum (
  'audit_log', 'call_events', 'unknown_events', 'crm_outbox', 'calls', 'removed_contacts', 'contact_syncs',
  'idempotency_keys', 'invitations', 'request_buckets', 'call_looks', 'worker_runs', 'cron_runs', 'call_decisions',
  'registry_checks', 'webhook_deliveries', 'reports', 'audience_uploads', 'alerts',
  'campaign_contacts');
