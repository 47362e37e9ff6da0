-- The database was brought back to the moment of a backup (public.begin_recovery). While one is open nothing is dialled for anybody:
-- what Bolna placed since that moment is read from its lists first.
create table private.recoveries (
  id bigint generated always as identity primary key,
  backup_taken_at timestamptz not null,
  began_at timestamptz not null default private.current_time(),
  -- When the operator let calling go on (public.finish_recovery).
  finished_at timestamptz,
  check (began_at >= backup_taken_at)
);
create unique index recoveries_one_open on private.recoveries ((true)) where finished_at is null;

create trigger recoveries_audit after insert or update on private.recoveries
  for each row execute function private.write_audit_row('org_id', 'id');

alter table private.recoveries enable row level security;
