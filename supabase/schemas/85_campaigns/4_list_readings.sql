-- Where the reading of a HubSpot list stands that is to become an audience: page by page, by one worker at a time. It goes with its upload,
-- and when that has ended.
create table private.list_readings (
  upload_id uuid primary key references public.audience_uploads (id) on delete cascade,
  list_id text not null check (list_id ~ '^[1-9][0-9]{0,17}$'),
  -- HubSpot's mark of the next page; null: the first.
  after text check (char_length(after) between 1 and 1000),
  next_part integer not null default 0 check (next_part between 0 and 50000),
  -- Members so far: the next has this place and one more.
  members_read integer not null default 0 check (members_read >= 0),
  -- Every page is kept; what is left is to make them the audience.
  is_read boolean not null default false,
  worker text not null check (char_length(worker) between 1 and 200),
  lease_expires_at timestamptz not null,
  -- What it waits for, with a sentence; null: nothing but a worker.
  problem public.audience_problem,
  problem_detail text check (char_length(problem_detail) between 1 and 1000),
  check ((problem is null) = (problem_detail is null))
);
create index list_readings_lease_idx on private.list_readings (lease_expires_at);
alter table private.list_readings enable row level security;
