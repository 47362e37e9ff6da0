-- Idempotency-Key: the first answer to a key is kept (encrypted: it holds a phone number) and given again.
create table public.idempotency_keys (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  idempotency_key text not null check (char_length(idempotency_key) between 1 and 255),
  -- Keyed hash of method, path and body.
  fingerprint text not null check (char_length(fingerprint) between 16 and 128),
  -- The id a created resource gets, so that a repeat after a crash creates the same one.
  resource_id uuid not null,
  started_at timestamptz not null default private.current_time(),
  status_code integer check (status_code between 200 and 499),
  response_enc text check (response_enc ~ '^v1\.'),
  created_at timestamptz not null default private.current_time(),
  primary key (org_id, user_id, idempotency_key),
  check ((status_code is null) = (response_enc is null))
);
create index idempotency_keys_user_idx on public.idempotency_keys (user_id);
create index idempotency_keys_created_at_idx on public.idempotency_keys (created_at);

alter table public.idempotency_keys enable row level security;
grant select, insert (org_id, idempotency_key, fingerprint, resource_id), update (started_at, status_code, response_enc),
  delete on public.idempotency_keys to authenticated;
grant select on public.idempotency_keys to service_role;

create policy idempotency_keys_read on public.idempotency_keys for select to authenticated
  using (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));
create policy idempotency_keys_add on public.idempotency_keys for insert to authenticated
  with check (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));
create policy idempotency_keys_change on public.idempotency_keys for update to authenticated
  using (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()))
  with check (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));
create policy idempotency_keys_remove on public.idempotency_keys for delete to authenticated
  using (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));
