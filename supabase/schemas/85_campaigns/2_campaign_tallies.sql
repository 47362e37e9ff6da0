-- How many contacts of each campaign stand where, counted as it changes (as private.call_tallies): each row is a change, and the
-- sums are exact at any moment, in any transaction, so that they always add up and nobody waits for anybody's counter. Cron adds
-- up what has gathered (private.fold_campaign_tallies).
create table private.campaign_tallies (
  campaign_id uuid not null references public.campaigns (id) on delete cascade,
  id bigint generated always as identity,
  state public.campaign_contact_state not null,
  contacts bigint not null,
  primary key (campaign_id, id)
);
alter table private.campaign_tallies enable row level security;
