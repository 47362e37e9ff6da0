-- What came of an organisation's attempts, by the called person's day and the two hours of it in which they were made (block 0: from
-- midnight to two). Ninety days are learnt from (private.learnt_counts). No number and nobody's name: it outlasts the calls themselves.
create table private.outcome_counts (
  org_id uuid not null references public.organizations (id) on delete cascade,
  day date not null,
  block smallint not null check (block between 0 and 11),
  outcome public.learnt_outcome not null,
  calls bigint not null,
  -- How long they held a line, from the claim to the end as we knew it.
  hold_seconds numeric not null,
  talk_seconds numeric not null,
  -- Of those whose cost was told.
  cost_cents numeric not null,
  costed_seconds numeric not null,
  primary key (org_id, day, block, outcome)
);
-- The oldest go first.
create index outcome_counts_day_idx on private.outcome_counts (day);
alter table private.outcome_counts enable row level security;

-- What has been added since cron last added it up (private.fold_outcome_tallies): a row for each attempt, so that nobody who settles a
-- call waits for anybody's counter. Readers sum both, which is exact at any moment.
create table private.outcome_tallies (
  id bigint primary key generated always as identity,
  -- No foreign key: what comes too late for an organisation is dropped when it is added up.
  org_id uuid not null,
  day date not null,
  block smallint not null check (block between 0 and 11),
  outcome public.learnt_outcome not null,
  hold_seconds numeric not null,
  talk_seconds numeric not null,
  cost_cents numeric not null,
  costed_seconds numeric not null
);
create index outcome_tallies_org_idx on private.outcome_tallies (org_id);
alter table private.outcome_tallies enable row level security;
