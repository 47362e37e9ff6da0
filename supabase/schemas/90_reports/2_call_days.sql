-- How many calls of an organisation and status are due on a day of UTC: what private.call_tallies adds up to for counts of a time
-- (count_call_schedules). Unlike the reports they lose what is deleted as it gets old: they count the list.
create table private.call_days (
  org_id uuid not null references public.organizations (id) on delete cascade,
  starts_at timestamptz not null,
  call_status public.call_status not null,
  calls bigint not null,
  primary key (org_id, starts_at, call_status)
);
alter table private.call_days enable row level security;
