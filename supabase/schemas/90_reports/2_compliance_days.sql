-- How an organisation's contacts stood with their check-ups, once a day (keep_compliance). The past cannot be counted later: a
-- contact knows only its latest check-up. threshold_days: what they were held to.
create table private.compliance_days (
  org_id uuid not null references public.organizations (id) on delete cascade,
  counted_at timestamptz not null,
  within integer not null,
  overdue integer not null,
  unknown integer not null,
  threshold_days integer not null,
  primary key (org_id, counted_at)
);
-- The oldest go first (private.prune_history).
create index compliance_days_at_idx on private.compliance_days (counted_at);

alter table private.compliance_days enable row level security;
