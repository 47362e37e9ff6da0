-- What a restore meant for each organisation it concerns, and its admin's word.
create table private.recovery_organizations (
  recovery_id bigint not null references private.recoveries (id) on delete cascade,
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- Calls that Bolna made since the backup and that are ours again; of these, those that the backup knew nothing of.
  adopted integer not null default 0 check (adopted >= 0),
  unknown integer not null default 0 check (unknown >= 0),
  -- Calls whose time passed meanwhile and that nobody made.
  missed integer not null default 0 check (missed >= 0),
  released_at timestamptz,
  missed_choice public.recovery_choice,
  rung_choice public.recovery_choice,
  primary key (recovery_id, org_id),
  check ((released_at is null) = (missed_choice is null)),
  check ((released_at is null) = (rung_choice is null))
);
create index recovery_organizations_org_idx on private.recovery_organizations (org_id);

create trigger recovery_organizations_audit after update of released_at, missed_choice, rung_choice on private.recovery_organizations
  for each row execute function private.write_audit_row('org_id', 'recovery_id');

alter table private.recovery_organizations enable row level security;
