-- How often contacts are read from HubSpot. Whether and when the sync is rung stands in private.workers.
create table private.sync_schedule (
  only_row boolean primary key default true check (only_row),
  interval_minutes integer not null default 60 check (interval_minutes between 1 and 1440),
  updated_at timestamptz not null default private.current_time()
);

create trigger sync_schedule_touch before update on private.sync_schedule
  for each row execute function private.touch_updated_at();
create trigger sync_schedule_audit after update on private.sync_schedule
  for each row execute function private.write_audit_row('org_id', 'only_row');

alter table private.sync_schedule enable row level security;
