-- What waits for an admin's word since a restore, and is asked by the judge (private.is_held): calls whose time passed meanwhile, and
-- numbers that Bolna rang for a call that the backup knows nothing of, so that a rule or a person who books it anew rings nobody twice.
create table private.recovery_holds (
  id bigint generated always as identity primary key,
  recovery_id bigint not null references private.recoveries (id) on delete cascade,
  org_id uuid not null references public.organizations (id) on delete cascade,
  schedule_id uuid,
  phone_hash text check (char_length(phone_hash) = 64 and phone_hash ~ '^[0-9a-f]+$'),
  foreign key (org_id, schedule_id) references public.call_schedules (org_id, id) on delete cascade,
  unique (org_id, schedule_id),
  unique (org_id, phone_hash),
  check (num_nonnulls(schedule_id, phone_hash) = 1)
);
create index recovery_holds_recovery_idx on private.recovery_holds (recovery_id);
create trigger recovery_holds_hash before insert on private.recovery_holds
  for each row when (new.phone_hash is not null) execute function private.take_new_phone_hash();

alter table private.recovery_holds enable row level security;
