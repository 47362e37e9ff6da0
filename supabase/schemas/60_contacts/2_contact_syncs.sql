-- The reading of contacts from HubSpot: resumable page by page, by one worker at a time.
create table public.contact_syncs (
  id bigint generated always as identity primary key,
  org_id uuid not null references public.organizations (id) on delete cascade,
  kind public.contact_sync_kind not null,
  window_start timestamptz check (kind = 'full' or window_start is not null),
  started_at timestamptz not null default private.current_time(),
  finished_at timestamptz,
  state public.contact_sync_state not null default 'running',
  -- The next page begins behind this record.
  last_contact_number bigint not null default 0,
  contacts_read integer not null default 0,
  contacts_changed integer not null default 0,
  contacts_broken integer not null default 0,
  contacts_removed integer not null default 0,
  reason_code public.contact_sync_reason,
  reason text check (char_length(reason) <= 1000),
  worker text check (char_length(worker) between 1 and 200),
  lease_expires_at timestamptz,
  check ((state = 'running') = (finished_at is null))
);
create unique index contact_syncs_one_running on public.contact_syncs (org_id) where state = 'running';
create index contact_syncs_org_idx on public.contact_syncs (org_id, id desc);
create index contact_syncs_old_idx on public.contact_syncs (finished_at) where finished_at is not null;

-- The contacts themselves are HubSpot's, with a history there; what is audited is each reading of them.
create trigger contact_syncs_audit after insert or delete or update of state
  on public.contact_syncs for each row execute function private.write_audit_row('org_id', 'id');

alter table public.contact_syncs enable row level security;
grant select (id, org_id, kind, started_at, finished_at, state, contacts_read, contacts_changed, contacts_broken,
    contacts_removed, reason_code, reason)
  on public.contact_syncs to authenticated;
grant select on public.contact_syncs to service_role;

create policy contact_syncs_read on public.contact_syncs for select to authenticated
  using (org_id in (select private.my_org_ids()));
