-- The addresses that an organisation has its events told to; org_id null: the one that the operator has alerts told to, which no
-- organisation sees (public.configure_alerts).
create table public.webhooks (
  id uuid primary key default gen_random_uuid(),
  org_id uuid references public.organizations (id) on delete cascade,
  url text not null check (url ~ '^https?://[^[:space:]@#]+$' and octet_length(url) <= 2000),
  events public.webhook_event[] not null check (
    cardinality(events) >= 1 and cardinality(events) <= 20 and not 'webhook.test' = any (events) and array_position(events, null) is null),
  description text check (private.is_text(description, 200)),
  -- Both lie in Vault; no user reads them, nor these references. While a secret changes, both sign.
  secret_id uuid not null,
  old_secret_id uuid,
  old_secret_until timestamptz,
  is_active boolean not null default true,
  off_code public.webhook_off_code,
  -- Nothing has reached it since then, so many tries in a row; null and 0: the last one did.
  failing_since timestamptz,
  failures integer not null default 0 check (failures >= 0),
  -- Not tried before, whatever waits for it.
  held_until timestamptz not null default private.current_time(),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default private.current_time(),
  updated_at timestamptz not null default private.current_time(),
  unique (org_id, id),
  check (is_active = (off_code is null)),
  check ((failures = 0) = (failing_since is null)),
  check ((old_secret_id is null) = (old_secret_until is null))
);
create unique index webhooks_one_of_the_operator on public.webhooks ((org_id is null)) where org_id is null;
create index webhooks_created_by_idx on public.webhooks (created_by);

create trigger webhooks_touch before update of url, events, description, secret_id, is_active on public.webhooks
  for each row execute function private.touch_updated_at();
-- The settings; not what each delivery moves.
create trigger webhooks_audit
  after insert or delete or update of url, events, description, secret_id, is_active, off_code on public.webhooks
  for each row execute function private.write_audit_row('org_id', 'id', 'url', 'secret_id', 'old_secret_id');
create trigger webhooks_forget_secrets after delete on public.webhooks
  for each row execute function private.forget_webhook_secrets();

alter table public.webhooks enable row level security;
grant select (id, org_id, url, events, description, old_secret_until, is_active, off_code, failing_since, failures, held_until, created_by,
    created_at, updated_at)
  on public.webhooks to authenticated;
grant select on public.webhooks to service_role;

create policy webhooks_read on public.webhooks for select to authenticated
  using (org_id in (select private.my_org_ids_as('admin')));
