-- Calls to many people for one purpose, planned as their turns come.
create table public.campaigns (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (private.is_text(name, 200)),
  state public.campaign_state not null default 'draft',
  agent_id uuid not null,
  purpose public.call_purpose not null,
  call_topic text not null default 'follow_up' check (private.is_text(call_topic, 200)),
  call_language text not null default 'en-IN'
    check (call_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(call_language) <= 35),
  -- null: from the moment it is started.
  starts_at timestamptz check (starts_at between '2000-01-01Z' and '2100-01-01Z'),
  -- The deadline of its calls: what was not dialled by then is missed. null: it ends when everybody was called.
  ends_at timestamptz check (ends_at between '2000-01-01Z' and '2100-01-01Z'),
  -- First calls a minute. null: evenly spread until ends_at, and without that as fast as its lines allow.
  calls_per_minute integer check (calls_per_minute between 1 and 6000),
  -- Its calls under way at once; null: as many as the organisation's lines leave to campaigns.
  max_concurrent_calls integer check (max_concurrent_calls between 1 and 1000),
  -- Among the organisation's campaigns: 9 gets the most lines, 1 the fewest.
  priority integer not null default 5 check (priority between 1 and 9),
  -- Merged over the organisation's, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  -- Each contact at the open hours at which people were found to answer, where there is a choice.
  best_time boolean not null default false,
  -- Grows with every change of the audience or of what the campaign says: a dry run holds for one revision.
  revision integer not null default 1 check (revision >= 1),
  -- The dry run that was seen when it was started.
  dry_run_id uuid,
  started_at timestamptz,
  ended_at timestamptz,
  paused_at timestamptz,
  paused_code public.campaign_pause_code,
  paused_reason text check (char_length(paused_reason) between 1 and 500),
  cancelled_reason text check (char_length(cancelled_reason) between 1 and 500),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  deleted_at timestamptz,
  -- Since when nobody knows by it any more whom it called (private.prune_campaign_contacts).
  contacts_pruned_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, agent_id) references public.agents (org_id, id),
  check (starts_at < ends_at),
  check ((state in ('completed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'paused') = (paused_at is not null)),
  check ((paused_at is null) = (paused_code is null)),
  check ((paused_at is null) = (paused_reason is null)),
  check (deleted_at is null or state in ('completed', 'cancelled'))
);
create index campaigns_list_idx on public.campaigns (org_id, created_at, id) where deleted_at is null;
create index campaigns_agent_idx on public.campaigns (org_id, agent_id);
create index campaigns_created_by_idx on public.campaigns (created_by);
-- What is to be pruned.
create index campaigns_unpruned_idx on public.campaigns (ended_at) where contacts_pruned_at is null;
-- What the feeding and the claim walk: the few that run.
create index campaigns_running_idx on public.campaigns (org_id, id) where state = 'running';

-- The calls of a campaign stay when it goes.
alter table public.call_schedules
  add foreign key (org_id, campaign_id) references public.campaigns (org_id, id) on delete set null (campaign_id);

create trigger campaigns_guard before update of state on public.campaigns
  for each row when (old.state is distinct from new.state) execute function private.guard_campaign_state();
create trigger campaigns_touch before update on public.campaigns
  for each row execute function private.touch_updated_at();
create trigger campaigns_audit after insert or update or delete on public.campaigns
  for each row execute function private.write_audit_row('org_id', 'id');

alter table public.campaigns enable row level security;
grant select on public.campaigns to authenticated, service_role;

create policy campaigns_read on public.campaigns for select to authenticated
  using (deleted_at is null and org_id in (select private.my_org_ids()));
