-- What has ever happened, added up from private.call_tallies (private.fold_call_tallies): beside the totals of statistics and reports,
-- since these lose what is deleted and pruned, and a counter must not. org_id null: of all organisations, and of those that are gone.
--   label: the status, the outcome, or of lateness the span (private.lateness_spans) or 'sum'. code: why.
create table private.counter_totals (
  org_id uuid references public.organizations (id) on delete cascade,
  metric public.metric not null,
  label text not null check (char_length(label) <= 40),
  code public.reason_code,
  quantity numeric not null,
  unique nulls not distinct (org_id, metric, label, code)
);
alter table private.counter_totals enable row level security;

-- The most that was ever told of each. What came of an attempt can be corrected, which takes one off; a counter that falls would be
-- taken for one that began anew, and all of it for news. So it stands still until it has been caught up with.
create table private.counters_told (
  org_id uuid references public.organizations (id) on delete cascade,
  metric public.metric not null,
  label text not null check (char_length(label) <= 40),
  code public.reason_code,
  quantity numeric not null,
  unique nulls not distinct (org_id, metric, label, code)
);
alter table private.counters_told enable row level security;
