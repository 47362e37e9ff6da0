-- Calls of our agents that Bolna made since the backup, and of which nothing says whom they rang or for which organisation. The
-- operator has to know of them (public.finish_recovery).
create table private.unidentified_calls (
  recovery_id bigint not null references private.recoveries (id) on delete cascade,
  execution_id text not null check (char_length(execution_id) between 1 and 200),
  called_at timestamptz,
  primary key (recovery_id, execution_id)
);
alter table private.unidentified_calls enable row level security;
