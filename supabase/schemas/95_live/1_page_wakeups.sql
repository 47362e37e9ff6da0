-- When the pages of each organisation were told last that something has changed.
create table private.page_wakeups (
  -- No foreign key: a row is told of in the trail when its organisation is gone already.
  org_id uuid primary key,
  woken_at timestamptz not null
);
alter table private.page_wakeups enable row level security;
