-- The limits of one HubSpot account, which all workers share: 'search' 3 a second (HubSpot allows 5 to everything that is
-- connected to the account), 'request' 9 a second (100 in ten seconds to each key).
create table private.hubspot_limits (
  account text not null check (char_length(account) between 1 and 200),
  kind public.hubspot_limit not null check (kind <> 'daily'),
  -- When the next request may leave.
  next_at timestamptz not null,
  -- HubSpot said no until then.
  blocked_until timestamptz not null default '-infinity',
  primary key (account, kind)
);

alter table private.hubspot_limits enable row level security;
