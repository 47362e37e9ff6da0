-- The buckets of users and organisations. A bucket is one moment, that at which it is full again: the tokens that it lacks now
-- are what flows in until then. Unlogged: a turn waits for no disk, and after a crash all are full.
create unlogged table private.request_buckets (
  owner uuid not null,
  kind public.request_kind not null,
  full_at timestamptz not null,
  primary key (owner, kind)
);
create index request_buckets_full_at_idx on private.request_buckets (full_at);
alter table private.request_buckets enable row level security;
