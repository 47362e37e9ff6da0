-- How fast calls may leave while Bolna takes no more of them. It takes so many POST /call a minute of one account (500,
-- whatever the lines) and answers 429 beyond; each such answer has its call try again by itself, and frees the
-- line for the next: 2 000 due calls of three organisations made 6 800 requests in the first minute, for 500 calls. So one 429 paces
-- all claims for a while (1 100 then, most of them under way before it was heard).
create table private.dial_pace (
  only_row boolean primary key default true check (only_row),
  -- What Bolna grants the account.
  calls_per_minute integer not null default 500 check (calls_per_minute between 1 and 100000),
  paced_until timestamptz not null default '-infinity',
  -- While it is paced: when the next call may leave.
  next_at timestamptz not null default '-infinity'
);

alter table private.dial_pace enable row level security;
