-- Idempotency-Key: the first answer to a key is kept (encrypted: it holds a phone number) and given again.
create table public.idempotency_keys (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  idempotency_key text not null check (idempotency_key ~ '^[\x20-\x7e]{1,255}$'),
  -- Keyed hash of method, path and body.
  fingerprint text not null check (char_length(fingerprint) between 16 and 128),
  -- The id a created resource gets, so that a repeat after a crash creates the same one.
  resource_id uuid not null,
  started_at timestamptz not null default private.current_time(),
  status_code integer check (status_code between 200 and 499),
  response_enc text check (response_enc ~ '^v1\.' and char_length(response_enc) <= 262144),
  created_at timestamptz not null default private.current_time(),
  primary key (org_id, user_id, idempotency_key),
  check ((status_code is null) = (response_enc is null))
);
create index idempotency_keys_user_idx on public.idempotency_keys (user_id);
create index idempotency_keys_created_at_idx on public.idempotency_keys (created_at);

alter table public.idempotency_keys enable row level security;
grant select on public.idempotency_keys to authenticated;
grant select on public.idempotency_keys to service_role;

create policy idempotency_keys_read on public.idempotency_keys for select to authenticated
  using (user_id = (select auth.uid()) and org_id in (select private.my_org_ids()));
