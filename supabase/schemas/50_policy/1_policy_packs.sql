-- The versions of the law as data that were loaded here, newest last. The rules in force are those of the newest one; the data lie
-- in supabase/policy. Defaults for a customer's counsel to confirm, not legal advice.
create table private.policy_packs (
  version text primary key check (version ~ '^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$'),
  published_at date not null,
  -- SHA-256 of the pack as it was generated: the same version is never two packs.
  checksum text not null check (checksum ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz not null default private.current_time()
);
alter table private.policy_packs enable row level security;
