-- The one that looks (private.look_at_alerts), as public.configure_alerts has set it, and what it did last.
create table private.alert_watch (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  interval_seconds integer not null default 20 check (interval_seconds between 1 and 3600),
  -- The dead man's switch: asked (GET) while all is well, so that whoever waits for it tells when it stays away.
  heartbeat_url text check (heartbeat_url ~ '^https?://[^[:space:]@#]+$' and octet_length(heartbeat_url) <= 2000),
  heartbeat_seconds integer not null default 60 check (heartbeat_seconds between 1 and 3600),
  looked_at timestamptz,
  heartbeat_at timestamptz
);
create trigger alert_watch_audit
  after insert or delete or update of enabled, interval_seconds, heartbeat_url, heartbeat_seconds
  on private.alert_watch for each row execute function private.write_audit_row('org_id', 'only_row', 'heartbeat_url');

alter table private.alert_watch enable row level security;
