-- What private.call_tallies adds up to for the reports, by what came of calls (subject call) and attempts (attempt) and why, and
-- by why the judge put calls off (deferral). By part and by day of each part (public.report_grain).
create table private.report_codes (
  org_id uuid not null references public.organizations (id) on delete cascade,
  grain public.report_grain not null check (grain <> 'quarter'),
  starts_at timestamptz not null,
  agent_id uuid,
  topic text check (char_length(topic) <= 200),
  campaign_id uuid,
  rule_id uuid,
  subject public.tally_subject not null,
  outcome public.report_outcome,
  reason_code public.reason_code,
  quantity integer not null,
  talk_seconds numeric not null,
  cost_cents numeric not null,
  unique nulls not distinct (org_id, grain, starts_at, agent_id, topic, campaign_id, rule_id, subject, outcome, reason_code)
);
create index report_codes_campaign_idx on private.report_codes (org_id, campaign_id, starts_at)
  where grain = 'part' and campaign_id is not null;
create index report_codes_at_idx on private.report_codes (starts_at);

alter table private.report_codes enable row level security;
