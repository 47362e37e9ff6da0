-- The last look: calls whose contact a worker is reading from HubSpot before it may claim them. No attempt exists yet, and
-- nothing was sent. Each holds one of its organisation's lines until it is over or runs out: a worker that dies leaves
-- nothing behind but that time.
create table private.call_looks (
  schedule_id uuid primary key references public.call_schedules (id) on delete cascade,
  org_id uuid not null references public.organizations (id) on delete cascade,
  worker text not null check (char_length(worker) between 1 and 200),
  -- How the claim was asked for, and by whom: the attempt that follows says so.
  trigger public.attempt_trigger not null,
  actor_id uuid,
  -- Why an admin calls outside the organisation's own hours, gaps and caps; null: they hold.
  override_reason text check (char_length(override_reason) between 1 and 500),
  expires_at timestamptz not null
);
create index call_looks_org_idx on private.call_looks (org_id);
alter table private.call_looks enable row level security;
