-- A window made concrete: when calls on its terms may begin, as moments. Sixty days ahead.
create table private.open_spans (
  window_id uuid not null references private.calling_windows (id) on delete cascade,
  opens timestamptz not null,
  closes timestamptz not null,
  primary key (window_id, closes),
  check (opens < closes)
);
alter table private.open_spans enable row level security;
