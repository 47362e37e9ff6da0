-- What was found and told, an organisation's (org_id) or the operator's. Of each thing at most one is not over. Written by the looks
-- alone (private.keep_findings) and by what raises one at once (private.raise_alert).
create table public.alerts (
  id uuid primary key default gen_random_uuid(),
  -- null: the operator's.
  org_id uuid references public.organizations (id) on delete cascade,
  code public.alert_code not null,
  subject text not null default '' check (char_length(subject) <= 200),
  severity public.alert_severity not null,
  state public.alert_state not null,
  -- As they were when it was raised.
  value numeric,
  threshold numeric,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 4096),
  sentence text not null check (char_length(sentence) between 1 and 1000),
  -- While pending: how many looks in a row found it. While open: how many in a row did not.
  looks integer not null default 0 check (looks >= 0),
  found_at timestamptz not null default private.current_time(),
  raised_at timestamptz,
  resolved_at timestamptz,
  check ((state = 'pending') = (raised_at is null)),
  check ((state = 'resolved') = (resolved_at is not null))
);
create unique index alerts_one_live on public.alerts (code, org_id, subject) nulls not distinct where state <> 'resolved';
create index alerts_list_idx on public.alerts (org_id, raised_at, id) where raised_at is not null;
create index alerts_org_idx on public.alerts (org_id);
create index alerts_old_idx on public.alerts (resolved_at) where resolved_at is not null;

alter table public.alerts enable row level security;
grant select on public.alerts to authenticated, service_role;

create policy alerts_read on public.alerts for select to authenticated
  using (state <> 'pending' and org_id in (select private.my_org_ids()));
