-- The kill switch over all organisations. When and how often the sweep is rung stands in private.workers.
create table private.scheduler (
  only_row boolean primary key default true check (only_row),
  -- Null while calling is on. Checked inside the claim.
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  updated_at timestamptz not null default private.current_time()
);

create trigger scheduler_touch before update on private.scheduler
  for each row execute function private.touch_updated_at();
create trigger scheduler_audit after update on private.scheduler
  for each row execute function private.write_audit_row('org_id', 'only_row');

alter table private.scheduler enable row level security;
