-- The contacts of a campaign that may be called at the same times (private.waiting_contacts): their turns are spread over their own
-- open hours, not over those of the others.
create table private.campaign_groups (
  campaign_id uuid not null references public.campaigns (id) on delete cascade,
  -- campaign_contacts.group_number.
  number integer not null check (number >= 1),
  -- How many waited when their turns were planned last, and how many had theirs since.
  contacts integer not null check (contacts >= 0),
  released integer not null default 0 check (released >= 0),
  primary key (campaign_id, number)
);
alter table private.campaign_groups enable row level security;
