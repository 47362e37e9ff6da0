-- What is to be told to an endpoint, entered in the transaction that makes it true. It is told at least once, with the same
-- event_id each time, and what concerns one call in its order.
create table public.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  -- The order in which things happened.
  position bigint not null generated always as identity,
  -- null: the operator's.
  org_id uuid,
  webhook_id uuid not null,
  -- Of the event: the same at each endpoint, at each try and at each replay, so that a receiver knows what it has.
  event_id uuid not null,
  type public.webhook_event not null,
  -- What it is about: what waits for one subject is told one after the other.
  subject_id uuid not null,
  data jsonb not null check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 16384),
  occurred_at timestamptz not null default private.current_time(),
  state public.delivery_state not null default 'pending',
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default private.current_time(),
  worker text check (char_length(worker) between 1 and 200),
  -- Of the last try: what it answered, if it did, and what was wrong.
  http_status integer check (http_status between 100 and 599),
  reason_code public.delivery_reason,
  reason text check (char_length(reason) <= 500),
  -- Told again by an admin: this one was told before.
  replay_of uuid,
  delivered_at timestamptz,
  created_at timestamptz not null default private.current_time(),
  foreign key (org_id, webhook_id) references public.webhooks (org_id, id) on delete cascade,
  check ((state = 'delivered') = (delivered_at is not null)),
  check (state <> 'dead' or reason_code is not null)
);
-- What is open, of each endpoint in its order; and of one subject.
create index webhook_deliveries_open_idx on public.webhook_deliveries (webhook_id, position) where state in ('pending', 'sending');
create index webhook_deliveries_subject_idx on public.webhook_deliveries (webhook_id, subject_id, position)
  where state in ('pending', 'sending');
-- What is open for too long, looked for by each claim: without it that walks through all that is open.
create index webhook_deliveries_late_idx on public.webhook_deliveries (created_at) where state in ('pending', 'sending');
create index webhook_deliveries_list_idx on public.webhook_deliveries (org_id, webhook_id, created_at, id);
-- What was given up, by whom it concerns, and whether it was told again by hand.
create index webhook_deliveries_dead_idx on public.webhook_deliveries (org_id, webhook_id, created_at) where state = 'dead';
create index webhook_deliveries_replay_idx on public.webhook_deliveries (replay_of) where replay_of is not null;
create index webhook_deliveries_old_idx on public.webhook_deliveries (created_at);

create trigger webhook_deliveries_ring after insert on public.webhook_deliveries
  referencing new table as new_rows for each statement execute function private.ring_for_deliveries();

alter table public.webhook_deliveries enable row level security;
grant select (id, position, org_id, webhook_id, event_id, type, subject_id, data, occurred_at, state, tries, next_try_at, http_status,
    reason_code, reason, replay_of, delivered_at, created_at)
  on public.webhook_deliveries to authenticated;
grant select on public.webhook_deliveries to service_role;

create policy webhook_deliveries_read on public.webhook_deliveries for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
