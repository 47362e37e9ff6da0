-- Numbers of people who were erased while a recovery reads Bolna's lists: what these tell of a call to one of them is not written down
-- anew (public.adopt_call). Gone when the recovery is over.
create table private.recovery_erasures (
  recovery_id bigint not null references private.recoveries (id) on delete cascade,
  org_id uuid not null references public.organizations (id) on delete cascade,
  phone_hash text not null check (char_length(phone_hash) = 64),
  primary key (org_id, phone_hash)
);
create index recovery_erasures_recovery_idx on private.recovery_erasures (recovery_id);
create trigger recovery_erasures_hash before insert on private.recovery_erasures
  for each row execute function private.take_new_phone_hash();
alter table private.recovery_erasures enable row level security;

-- Keeps what was erased from coming back, while there is a recovery that could bring it.
create function private.keep_erased_from_recovery(p_org_id uuid, p_phone_hashes text[]) returns void
language sql security definer set search_path = '' as $$
  insert into private.recovery_erasures (recovery_id, org_id, phone_hash)
  select r.id, p_org_id, n.hash from private.recoveries r cross join unnest(p_phone_hashes) n (hash)
  where r.finished_at is null
  on conflict do nothing
$$;
revoke all on function private.keep_erased_from_recovery(uuid, text[]) from public, anon, authenticated, service_role;
