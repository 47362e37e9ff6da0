-- The stretches of Bolna's lists that are read after a restore, an agent and at most an hour each. A window is over when a list of it
-- was read whole, at final_at or later, and every call in it is ours again. What is read before that is adopted as well.
create table private.recovery_windows (
  id bigint generated always as identity primary key,
  recovery_id bigint not null references private.recoveries (id) on delete cascade,
  -- null: the agent that BOLNA_AGENT_ID names.
  bolna_agent_id text check (char_length(bolna_agent_id) between 1 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  final_at timestamptz not null,
  -- When it is read next, or until when a worker has it.
  next_read_at timestamptz not null default private.current_time(),
  tries integer not null default 0 check (tries >= 0),
  done_at timestamptz,
  check (starts_at < ends_at)
);
create index recovery_windows_recovery_idx on private.recovery_windows (recovery_id);
create index recovery_windows_next_idx on private.recovery_windows (next_read_at) where done_at is null;

alter table private.recovery_windows enable row level security;
