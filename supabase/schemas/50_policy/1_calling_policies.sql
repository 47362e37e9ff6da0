-- What an organisation says of its calls on top of the law. Without a row: nothing, and its calls are marketing.
create table public.calling_policies (
  org_id uuid primary key references public.organizations (id) on delete cascade,
  -- Of calls booked without a purpose; null: every booking says one.
  default_purpose public.call_purpose default 'marketing',
  -- The countries whose numbers are called; null: all.
  countries text[] check (private.are_countries(countries)),
  -- Minutes since Monday 00:00 where the phone rings, in which calls may begin; null: the law alone.
  week int4multirange check (week <@ int4multirange(int4range(0, 10080))),
  -- [{from, to, reason}], RFC 3339: nothing is called meanwhile.
  blackouts jsonb not null default '[]' check (private.are_blackouts(blackouts)),
  -- [{calls, per, scope}]: to one number, rolling; per is '24 hours', '7 days' or '30 days'; scope 'subject': about the same topic,
  -- else about anything.
  caps jsonb not null default '[]' check (private.are_caps(caps)),
  min_gap_minutes integer not null default 0 check (min_gap_minutes between 0 and 43200),
  -- [{rule_id, reason, until}]: rules of the pack that do not hold for this organisation until then. An admin may name rules
  -- that are ours or a vendor's; the operator any, and with '*' every hour and cap (a demo against the simulator), until: null.
  loosened jsonb not null default '[]' check (private.are_loosenings(loosened)),
  updated_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time()
);
create index calling_policies_updated_by_idx on public.calling_policies (updated_by);

create trigger calling_policies_touch before update on public.calling_policies
  for each row execute function private.touch_updated_at();
create trigger calling_policies_audit after insert or update or delete on public.calling_policies
  for each row execute function private.write_audit_row('org_id', 'org_id');
create trigger calling_policies_follow after insert or update or delete on public.calling_policies
  for each row execute function private.follow_calling_policy();

alter table public.calling_policies enable row level security;
grant select on public.calling_policies to authenticated, service_role;

create policy calling_policies_read on public.calling_policies for select to authenticated
  using (org_id in (select private.my_org_ids()));
