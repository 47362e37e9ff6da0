-- The background workers, a row each, and one mechanism for all: pg_cron ticks (private.tick), and only when the worker's
-- has-work function finds something to do does pg_net ring its function (private.ring). The ring carries no data; losing or
-- repeating it is harmless. A new worker is a row here and a function private.<name>_has_work(p_within_seconds numeric).
create table private.workers (
  name text primary key check (name ~ '^[a-z][a-z_]{0,40}$'),
  -- What its ring asks of the functions' address: the function, and a query where it takes one.
  path text not null check (path ~ '^[a-z][a-z-]{0,60}([?][a-z=&]{1,60})?$'),
  -- The name of its tick in pg_cron.
  cron_job text not null unique check (cron_job ~ '^[a-z][a-z-]{0,60}$'),
  enabled boolean not null default false,
  -- How often it ticks, and how far ahead has-work looks.
  interval_seconds integer not null default 60 check (interval_seconds between 1 and 3600),
  -- The first ring of the tick since the latest run that answered one: a worker that is rung and does not come shows.
  rung_at timestamptz,
  updated_at timestamptz not null default private.current_time()
);

-- The settings; not what the tick writes.
create trigger workers_touch before update of path, cron_job, enabled, interval_seconds on private.workers
  for each row execute function private.touch_updated_at();
create trigger workers_audit after insert or delete or update of name, path, cron_job, enabled, interval_seconds
  on private.workers for each row execute function private.write_audit_row('org_id', 'name');

alter table private.workers enable row level security;
