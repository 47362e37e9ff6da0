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
  created_at timestamptz not null default now(),
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

-- Of any number of requests with one key at once exactly one is told 'started'. A first try that died (no answer kept
-- within 60 s) is started again with its own resource_id, so that what it may have made is found and not made twice.
create function public.begin_idempotent_request(
  p_org_id uuid, p_key text, p_fingerprint text, p_resource_id uuid
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  kept public.idempotency_keys;
begin
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = (select auth.uid()) and k.idempotency_key = p_key
    and k.created_at < now() - interval '24 hours';

  insert into public.idempotency_keys (org_id, idempotency_key, fingerprint, resource_id)
  values (p_org_id, p_key, p_fingerprint, p_resource_id)
  on conflict do nothing;
  if found then
    return jsonb_build_object('outcome', 'started', 'resource_id', p_resource_id);
  end if;

  select k.* into kept from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = (select auth.uid()) and k.idempotency_key = p_key
  for update;
  if not found then
    return jsonb_build_object('outcome', 'running');
  elsif kept.fingerprint <> p_fingerprint then
    return jsonb_build_object('outcome', 'mismatch');
  elsif kept.status_code is not null then
    return jsonb_build_object('outcome', 'replay', 'status_code', kept.status_code, 'response_enc', kept.response_enc);
  elsif kept.started_at > private.current_time() - interval '60 seconds' then
    return jsonb_build_object('outcome', 'running');
  end if;

  update public.idempotency_keys k set started_at = private.current_time()
  where k.org_id = p_org_id and k.user_id = (select auth.uid()) and k.idempotency_key = p_key;
  return jsonb_build_object('outcome', 'started', 'resource_id', kept.resource_id);
end $$;

-- Keeps the first answer to a key. An answer that is kept already stays.
create function public.finish_idempotent_request(p_org_id uuid, p_key text, p_status_code integer, p_response_enc text)
returns void
language sql set search_path = '' as $$
  update public.idempotency_keys k set status_code = p_status_code, response_enc = p_response_enc
  where k.org_id = p_org_id and k.user_id = (select auth.uid()) and k.idempotency_key = p_key
    and k.status_code is null
$$;

-- Frees a key whose answer says nothing about the request, so that trying again can succeed. A kept answer stays.
create function public.abandon_idempotent_request(p_org_id uuid, p_key text) returns void
language sql set search_path = '' as $$
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = (select auth.uid()) and k.idempotency_key = p_key
    and k.status_code is null
$$;

revoke all on function public.begin_idempotent_request(uuid, text, text, uuid),
  public.finish_idempotent_request(uuid, text, integer, text), public.abandon_idempotent_request(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function public.begin_idempotent_request(uuid, text, text, uuid),
  public.finish_idempotent_request(uuid, text, integer, text), public.abandon_idempotent_request(uuid, text)
  to authenticated;
