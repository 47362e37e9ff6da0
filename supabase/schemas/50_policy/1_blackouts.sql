-- The operator's: times in which nothing is called in a jurisdiction (null: anywhere), such as an emergency that a governor
-- proclaims or a day of mourning. A statement by hand: docs/policy.md.
create table private.blackouts (
  id uuid primary key default gen_random_uuid(),
  jurisdiction text check (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null check (private.is_text(reason, 500)),
  created_at timestamptz not null default private.current_time(),
  check (from_at < to_at)
);
create index blackouts_jurisdiction_idx on private.blackouts (jurisdiction, to_at);

create trigger blackouts_follow after insert or update or delete on private.blackouts
  for each statement execute function private.follow_the_law();

alter table private.blackouts enable row level security;
