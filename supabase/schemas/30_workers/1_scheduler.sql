-- The doorbell: pg_cron ticks, and only when there is work does pg_net ring the sweep function. The ring carries no data;
-- losing or repeating it is harmless.
create table private.scheduler (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  interval_seconds integer not null default 10 check (interval_seconds between 1 and 3600),
  -- The kill switch over all organisations; null while calling is on. Checked inside the claim.
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  updated_at timestamptz not null default private.current_time()
);

create trigger scheduler_touch before update on private.scheduler
  for each row execute function private.touch_updated_at();
create trigger scheduler_audit after update on private.scheduler
  for each row execute function private.write_audit_row('org_id', 'only_row');

alter table private.scheduler enable row level security;
