-- The pieces of an audience that have come while it is being loaded, each kept once.
create table private.audience_parts (
  upload_id uuid not null references public.audience_uploads (id) on delete cascade,
  part integer not null check (part between 0 and 49999),
  rows_read integer not null check (rows_read between 1 and 5000),
  -- [{line, field, reason}] of the first thousand rows that are not taken.
  rejected jsonb not null check (jsonb_typeof(rejected) = 'array' and octet_length(rejected::text) <= 262144),
  kept_at timestamptz not null default private.current_time(),
  primary key (upload_id, part)
);
alter table private.audience_parts enable row level security;
