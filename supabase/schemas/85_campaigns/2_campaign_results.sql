-- What came of a campaign's attempts, in their order, for its guards (private.guard_campaign). Gone when the campaign is over.
create table private.campaign_results (
  campaign_id uuid not null references public.campaigns (id) on delete cascade,
  id bigint generated always as identity,
  schedule_id uuid not null,
  code public.reason_code,
  primary key (campaign_id, id)
);
alter table private.campaign_results enable row level security;
