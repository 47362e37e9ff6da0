-- What a dry run of a campaign said: whom it would call, when, and whom not. It holds while its fingerprint is the campaign's
-- (private.campaign_fingerprint); the start of the campaign goes by it.
create table public.campaign_dry_runs (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null,
  campaign_id uuid not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{32}$'),
  will_call integer not null check (will_call >= 0),
  will_not_call integer not null check (will_not_call >= 0),
  -- Whoever starts the campaign says the number will_call.
  needs_confirmation boolean not null,
  -- Everything else that it said (contract 8), without a number.
  result jsonb not null check (jsonb_typeof(result) = 'object' and octet_length(result::text) <= 262144),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  foreign key (org_id, campaign_id) references public.campaigns (org_id, id) on delete cascade
);
create index campaign_dry_runs_campaign_idx on public.campaign_dry_runs (org_id, campaign_id, created_at);
create index campaign_dry_runs_created_by_idx on public.campaign_dry_runs (created_by);

alter table public.campaign_dry_runs enable row level security;
grant select on public.campaign_dry_runs to authenticated, service_role;

create policy campaign_dry_runs_read on public.campaign_dry_runs for select to authenticated
  using (org_id in (select private.my_org_ids()));
