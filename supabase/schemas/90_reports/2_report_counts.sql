-- What private.call_tallies adds up to for the reports. A row for each quarter of an hour, part and day of an organisation
-- (public.report_grain); what is deleted as it gets old stays counted here.
--   calls_*: calls that were due then, by status. answered … cancelled: attempts that were dialled then and are over, by what came
--   of them (private.outcome_of_attempt). late_*: of the attempts that Bolna took, how late (private.lateness_spans).
-- Measured beside 10 million attempts of a year: docs/reports.md.
create table private.report_counts (
  org_id uuid not null references public.organizations (id) on delete cascade,
  grain public.report_grain not null,
  starts_at timestamptz not null,
  -- Null in a quarter, and where a call has none. No foreign keys: a report outlives whom it tells of.
  agent_id uuid,
  topic text check (char_length(topic) <= 200),
  campaign_id uuid,
  rule_id uuid,
  calls_scheduled integer not null,
  calls_in_progress integer not null,
  calls_completed integer not null,
  calls_failed integer not null,
  calls_cancelled integer not null,
  answered integer not null,
  voicemail integer not null,
  no_answer integer not null,
  busy integer not null,
  failed integer not null,
  cancelled integer not null,
  late_0 integer not null,
  late_1 integer not null,
  late_2 integer not null,
  late_3 integer not null,
  late_4 integer not null,
  late_5 integer not null,
  late_6 integer not null,
  late_7 integer not null,
  late_8 integer not null,
  late_9 integer not null,
  late_10 integer not null,
  late_11 integer not null,
  opt_outs integer not null,
  deferrals integer not null,
  talk_seconds numeric not null,
  cost_cents numeric not null,
  response_seconds numeric not null,
  unique nulls not distinct (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id)
);
-- A report of one campaign, or of one agent.
create index report_counts_campaign_idx on private.report_counts (org_id, campaign_id, starts_at)
  where grain = 'part' and campaign_id is not null;
-- The oldest go first (private.prune_history).
create index report_counts_at_idx on private.report_counts (starts_at);

alter table private.report_counts enable row level security;
