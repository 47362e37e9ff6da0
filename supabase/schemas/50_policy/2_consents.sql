-- Who agreed to be called, and the proof of it: for a person and a number together, never changed, only withdrawn. What a
-- regulator asks to see (reference calling-rules 5.3); the number by its keyed hash and last four digits.
create table public.consents (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  phone_hash text not null check (phone_hash ~ '^[0-9a-f]{64}$'),
  phone_last4 text not null check (phone_last4 ~ '^[0-9]{4}$'),
  contact_id text not null check (private.is_text(contact_id, 128)),
  -- The name that was given with it, and by whom: self, guardian.
  contact_name text check (private.is_text(contact_name, 200)),
  relation text check (private.is_text(relation, 100)),
  kind public.consent_kind not null,
  purposes public.call_purpose[] not null check (cardinality(purposes) between 1 and 6),
  -- Was an artificial voice named: consent to be called by a person is none to be called by a machine.
  artificial_voice boolean not null,
  obtained_at timestamptz not null check (obtained_at between '2000-01-01Z' and '2100-01-01Z'),
  -- Web form, paper, spoken, CRM.
  obtained_through text not null check (private.is_text(obtained_through, 200)),
  wording_hash text check (wording_hash ~ '^[0-9a-f]{64}$'),
  wording_version text check (private.is_text(wording_version, 100)),
  language text check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length(language) <= 35),
  valid_until timestamptz not null check (valid_until > obtained_at),
  -- Where the proof lies: an object's path, a recording's id, a checksum.
  evidence text check (private.is_text(evidence, 1000)),
  -- No foreign keys: who it was stays known when they have left.
  added_by uuid,
  added_at timestamptz not null default private.current_time(),
  revoked_at timestamptz,
  revoked_via text check (private.is_text(revoked_via, 200)),
  revoked_reason text check (private.is_text(revoked_reason, 500)),
  revoked_by uuid,
  unique (org_id, id),
  foreign key (org_id, wording_hash) references public.consent_wordings (org_id, wording_hash),
  check (array_position(purposes, null) is null),
  check (kind <> 'express_written' or wording_hash is not null),
  check ((revoked_at is null) = (revoked_via is null))
);
create index consents_number_idx on public.consents (org_id, phone_hash, contact_id);
create index consents_list_idx on public.consents (org_id, added_at, id);
create index consents_contact_idx on public.consents (org_id, contact_id, added_at, id);
create index consents_wording_idx on public.consents (org_id, wording_hash);

create trigger consents_hash before insert on public.consents
  for each row execute function private.take_new_phone_hash();
create trigger consents_guard before update or delete on public.consents
  for each row execute function private.guard_consent();
create trigger consents_audit after insert or update or delete on public.consents
  for each row execute function private.write_audit_row('org_id', 'id', 'phone_hash', 'phone_last4', 'contact_name');

alter table public.consents enable row level security;
grant select (id, org_id, phone_last4, contact_id, contact_name, relation, kind, purposes, artificial_voice, obtained_at,
    obtained_through, wording_hash, wording_version, language, valid_until, evidence, added_by, added_at, revoked_at,
    revoked_via, revoked_reason, revoked_by)
  on public.consents to authenticated;
grant select on public.consents to service_role;

create policy consents_read on public.consents for select to authenticated
  using (org_id in (select private.my_org_ids()));
