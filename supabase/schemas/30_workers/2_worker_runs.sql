-- Heartbeat: one row per run of a worker.
create table private.worker_runs (
  id bigint generated always as identity primary key,
  worker text not null check (char_length(worker) <= 41)
    references private.workers (name) on update cascade on delete cascade,
  -- Which of those that may run at once.
  instance text not null check (char_length(instance) between 1 and 200),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  counts jsonb check (octet_length(counts::text) <= 4096)
);
create index worker_runs_started_at_idx on private.worker_runs (started_at);
create index worker_runs_worker_idx on private.worker_runs (worker, id);

alter table private.worker_runs enable row level security;
