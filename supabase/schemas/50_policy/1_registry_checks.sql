-- The newest result of looking a number up in a public do-not-call registry (a scrub), by whoever had it looked up: an
-- organisation, or the operator for all of them (org_id null). The number is here by its hash without the organisation.
create table private.registry_checks (
  org_id uuid references public.organizations (id) on delete cascade,
  -- As the policy's rules name it: US-DNC, GB-TPS.
  registry text not null check (registry ~ '^[A-Z]{2}(-[A-Z0-9]{1,20}){1,3}$'),
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  listed boolean not null,
  checked_at timestamptz not null,
  unique nulls not distinct (phone_hash, registry, org_id)
);
create index registry_checks_org_idx on private.registry_checks (org_id);
create index registry_checks_age_idx on private.registry_checks (checked_at);
alter table private.registry_checks enable row level security;
