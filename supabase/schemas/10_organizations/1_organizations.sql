-- Each is a world of its own: nothing that hangs on one is seen from another.
create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null check (private.is_text(name, 200)),
  time_zone text not null default 'UTC' check (private.is_time_zone(time_zone)),
  -- Stay below Bolna's own cap: over it Bolna queues a call, and it may ring hours late (reference/bolna 1.5).
  max_concurrent_calls integer not null default 10 check (max_concurrent_calls between 1 and 1000),
  -- The operator's, like the lines: how many calls a day of its calendar may be dialled; null: as many as it wants.
  max_dials_per_day integer check (max_dials_per_day between 0 and 1000000),
  calling_paused_reason text check (char_length(calling_paused_reason) between 1 and 1000),
  calling_paused_at timestamptz,
  -- Merged over the default, outcome by outcome.
  retry_policy jsonb not null default '{}' check (private.is_retry_policy(retry_policy)),
  -- Special numbers that may be called all the same, such as GB:PREMIUM_RATE. The operator's to set: whoever has the Bolna account
  -- pays for the calls.
  allowed_number_kinds text[] not null default '{}' check (private.are_number_kinds(allowed_number_kinds)),
  -- A call that Bolna has kept queued for longer is taken back, so that it does not ring hours late: a call that is placed rings within its window (private.judge_hours).
  queue_deadline_seconds integer not null default 300 check (queue_deadline_seconds between 30 and 3600),
  -- Calls that rules plan are spread over these hours of the organisation's day, and outside them none leaves by itself.
  calling_hours_from time not null default '09:00',
  calling_hours_to time not null default '18:00',
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  constraint organizations_calling_hours check (calling_hours_from < calling_hours_to)
);
comment on column public.organizations.calling_paused_reason is
  'Why nothing is dialled for this organisation; null while calling is on. Checked inside the claim.';

create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger organizations_stamp_pause before insert or update of calling_paused_reason on public.organizations
  for each row execute function private.stamp_calling_pause();

alter table public.organizations enable row level security;
grant select on public.organizations to authenticated;
grant select, insert, update, delete on public.organizations to service_role;

create policy organizations_read on public.organizations for select to authenticated
  using (id in (select private.my_org_ids()));
