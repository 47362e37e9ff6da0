-- The inbox of what Bolna told us: its webhooks and our reads of its executions, stored before they are acted upon. The
-- snapshot is a white list made by the function: no number, no name, no transcript. Written by the dispatch functions alone.
create table public.call_events (
  id bigint generated always as identity primary key,
  org_id uuid references public.organizations (id) on delete cascade,
  attempt_id uuid references public.call_attempts (id) on delete cascade,
  execution_id text not null check (char_length(execution_id) between 1 and 200),
  call_ref uuid,
  status text not null check (char_length(status) between 1 and 100),
  retry_count integer not null default 0,
  source public.event_source not null,
  -- A white list of bounded texts is at most 10 KB; what is larger is reduced before it is written (receive_bolna_event).
  snapshot jsonb not null check (jsonb_typeof(snapshot) = 'object' and octet_length(snapshot::text) <= 16384),
  snapshot_hash text not null check (char_length(snapshot_hash) between 16 and 128),
  received_at timestamptz not null default private.current_time(),
  -- Redelivery is harmless: the same snapshot of the same execution is one row.
  unique (execution_id, snapshot_hash)
);
-- What is kept no longer.
create index call_events_received_at_idx on public.call_events (received_at);
create index call_events_org_idx on public.call_events (org_id);
create index call_events_attempt_idx on public.call_events (attempt_id);

alter table public.call_events enable row level security;
grant select on public.call_events to authenticated;
grant select on public.call_events to service_role;

create policy call_events_read on public.call_events for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
