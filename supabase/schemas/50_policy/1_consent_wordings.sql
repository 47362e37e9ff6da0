-- What people agreed to, word for word: each text once.
create table public.consent_wordings (
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- SHA-256 of the text.
  wording_hash text not null check (wording_hash ~ '^[0-9a-f]{64}$'),
  wording text not null check (char_length(wording) between 1 and 10000),
  added_at timestamptz not null default private.current_time(),
  primary key (org_id, wording_hash),
  check (wording_hash = encode(sha256(convert_to(wording, 'UTF8')), 'hex'))
);
create trigger consent_wordings_guard before update or delete on public.consent_wordings
  for each row execute function private.guard_consent();

alter table public.consent_wordings enable row level security;
grant select on public.consent_wordings to authenticated, service_role;

create policy consent_wordings_read on public.consent_wordings for select to authenticated
  using (org_id in (select private.my_org_ids()));
