-- The latest known check-up of each contact that an organisation's calls name, with the threshold of that call: what its
-- check-up compliance is counted from while none of its contacts are cached. Going through 200 000 calls for it takes 150 ms.
-- As the tallies: whatever changes one appends its contact to private.checkup_news, in its own transaction and waiting for
-- nobody; cron brings standings and counts up to that (fold_checkup_standings), and whoever counts looks at the calls of those
-- that are in the news by itself. So both together are exact at any moment.
create table private.checkup_standings (
  -- No foreign key: the calls of an organisation that is deleted make news after it is gone.
  org_id uuid not null,
  contact_id text not null check (char_length(contact_id) <= 128),
  -- The latest check-up and its threshold together: the first day on which the next one is overdue; null: no check-up is known.
  overdue_on date,
  primary key (org_id, contact_id)
);
alter table private.checkup_standings enable row level security;

-- How many contacts of an organisation have which day.
create table private.checkup_counts (
  org_id uuid not null,
  overdue_on date,
  contacts bigint not null,
  unique nulls not distinct (org_id, overdue_on)
);
-- What fold_checkup_standings takes away.
create index checkup_counts_none_idx on private.checkup_counts (org_id) where contacts = 0;
alter table private.checkup_counts enable row level security;

create table private.checkup_news (
  org_id uuid not null,
  id bigint generated always as identity,
  contact_id text not null check (char_length(contact_id) <= 128),
  primary key (org_id, id)
);
alter table private.checkup_news enable row level security;
