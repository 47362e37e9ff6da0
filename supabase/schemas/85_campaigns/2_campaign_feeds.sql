-- How far the turns of a campaign that was started are.
create table private.campaign_feeds (
  campaign_id uuid primary key references public.campaigns (id) on delete cascade,
  -- From when on turns are spread, and when the next one comes by pace.
  planned_from timestamptz not null,
  fed_until timestamptz not null,
  -- When to look again; null: it does not run.
  next_feed_at timestamptz,
  -- What came of calls before this counts no more for its guards: a person has looked and gone on.
  guarded_from bigint not null default 0
);
create index campaign_feeds_next_idx on private.campaign_feeds (next_feed_at) where next_feed_at is not null;
alter table private.campaign_feeds enable row level security;
