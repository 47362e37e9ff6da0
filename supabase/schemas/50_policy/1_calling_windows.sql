-- When calls on the same terms may begin: one row for each terms that calls have, with what else the law asks of them. Made of
-- the rules (private.keep_window) and made anew by cron and on every change; the judge does without where one is missing.
create table private.calling_windows (
  id uuid primary key default gen_random_uuid(),
  -- private.window_key of the terms.
  key text not null unique check (char_length(key) <= 16384),
  org_id uuid references public.organizations (id) on delete cascade,
  policy_at timestamptz,
  purpose public.call_purpose not null,
  jurisdictions text[] not null check (octet_length(jurisdictions::text) <= 8192),
  zones text[] not null check (octet_length(zones::text) <= 8192),
  -- private.policy_demands, and until when it holds: the next local midnight on which a rule begins or ends.
  demands jsonb not null check (octet_length(demands::text) <= 65536),
  demands_until timestamptz not null,
  spans_until timestamptz not null,
  used_on date not null
);
create index calling_windows_org_idx on private.calling_windows (org_id);
alter table private.calling_windows enable row level security;
