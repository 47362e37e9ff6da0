-- The last loading of a campaign's audience: how far it is, and what became of it. A campaign has one at most: who begins
-- another takes the place of one that runs, whose pieces are gone with it. One that never ends is pruned. A list of HubSpot is read in the
-- background (private.list_readings).
create table public.audience_uploads (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null,
  campaign_id uuid not null unique,
  source public.audience_source not null,
  state public.audience_upload_state not null default 'running',
  -- Of a list what HubSpot says of its size, until all of it is read.
  rows_total integer not null check (rows_total between 1 and 50000),
  -- Of what was loaded; they add up to rows_total. already_there is a part of accepted: contacts that the campaign had called or booked.
  accepted integer check (accepted >= 0),
  already_there integer check (already_there between 0 and accepted),
  duplicates integer check (duplicates >= 0),
  rejected_count integer check (rejected_count >= 0),
  -- The first thousand as [{line, field, reason}], never a number in them.
  rejected jsonb check (jsonb_typeof(rejected) = 'array' and octet_length(rejected::text) <= 262144),
  -- Of one that failed, with a sentence.
  problem public.audience_problem,
  problem_detail text check (char_length(problem_detail) between 1 and 1000),
  started_by uuid references auth.users (id) on delete set null,
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  foreign key (org_id, campaign_id) references public.campaigns (org_id, id) on delete cascade,
  check ((state = 'running') = (finished_at is null)),
  check ((problem is null) = (state in ('running', 'loaded'))),
  check ((problem is null) = (problem_detail is null)),
  check (state <> 'loaded' or accepted + duplicates + rejected_count = rows_total),
  check (state <> 'loaded' or (accepted, already_there, duplicates, rejected_count, rejected) is not null)
);
create index audience_uploads_org_idx on public.audience_uploads (org_id, campaign_id);
create index audience_uploads_started_by_idx on public.audience_uploads (started_by);
-- What never ended (private.prune_batch).
create index audience_uploads_running_idx on public.audience_uploads (started_at) where state = 'running';

-- What was loaded stands in the trail, in counts.
create trigger audience_uploads_audit after insert or update or delete on public.audience_uploads
  for each row execute function private.write_audit_row('org_id', 'id', 'rejected');

alter table public.audience_uploads enable row level security;
grant select on public.audience_uploads to authenticated, service_role;

create policy audience_uploads_read on public.audience_uploads for select to authenticated
  using (org_id in (select private.my_org_ids()));
