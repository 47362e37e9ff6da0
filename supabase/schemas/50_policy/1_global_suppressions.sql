-- The operator's own list: numbers that no organisation may call. Kept by a hash without the organisation, under a key of its
-- own (phone-cipher.ts), which no tenant may see, since it would tell them of each other's numbers. Rows never change but to be
-- lifted, and so are their own trail.
create table private.global_suppressions (
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  scope public.suppression_scope not null default 'all' check (scope <> 'topic'),
  reason text not null check (private.is_text(reason, 500)),
  added_at timestamptz not null default private.current_time(),
  removed_at timestamptz,
  removed_reason text check (private.is_text(removed_reason, 500)),
  primary key (phone_hash, scope, added_at),
  check ((removed_at is null) = (removed_reason is null))
);
create unique index global_suppressions_one_of_each on private.global_suppressions (phone_hash, scope)
  where removed_at is null;
alter table private.global_suppressions enable row level security;
