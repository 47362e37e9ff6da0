-- Heartbeat: one row per pass of a sweep.
create table private.sweep_runs (
  id bigint generated always as identity primary key,
  worker text not null check (char_length(worker) between 1 and 200),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  counts jsonb check (octet_length(counts::text) <= 4096)
);
create index sweep_runs_started_at_idx on private.sweep_runs (started_at);

alter table private.sweep_runs enable row level security;
