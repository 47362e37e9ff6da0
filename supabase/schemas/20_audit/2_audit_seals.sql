-- The trail's proof. A seal holds the hashes of some rows of an organisation's month (null: rows of no organisation) and the
-- hash of the seal before it: of number 1 that is the newest seal that the organisation had then, of an earlier month. A row that
-- is changed, missing or added after its seal does not fit, nor does a seal that is changed or missing (deno task audit -- verify).
-- Who owns the whole database can write all of it anew: against that helps a copy elsewhere (audit -- export).
create table private.audit_seals (
  id bigint generated always as identity primary key,
  org_id uuid,
  -- Its first day, in UTC.
  month date not null check (extract(day from month) = 1),
  number integer not null check (number >= 1),
  -- Of the seal before; empty for an organisation's first.
  follows bytea not null check (octet_length(follows) in (0, 32)),
  follows_month date,
  follows_number integer,
  -- Its rows in order: their ids, the hash of each, and the salt of what is personal in it: zeros once that is erased.
  row_ids bigint[] not null check (cardinality(row_ids) >= 1 and cardinality(row_ids) <= 1000 and octet_length(row_ids::text) <= 21000),
  row_hashes bytea not null check (octet_length(row_hashes) <= 32000),
  row_salts bytea not null check (octet_length(row_salts) <= 16000),
  -- What was taken for personal (private.personal_columns).
  personal text[] not null check (octet_length(personal::text) <= 8192),
  first_at timestamptz not null,
  last_at timestamptz not null,
  sealed_at timestamptz not null default private.current_time(),
  hash bytea not null check (octet_length(hash) = 32),
  unique nulls not distinct (org_id, month, number),
  check (octet_length(row_hashes) = 32 * cardinality(row_ids)),
  check (octet_length(row_salts) = 16 * cardinality(row_ids)),
  check ((follows_month is null) = (octet_length(follows) = 0)),
  check ((follows_month is null) = (follows_number is null))
);
-- What is pruned with the rows of it.
create index audit_seals_last_at_idx on private.audit_seals (last_at, number);

create trigger audit_seals_hash before insert on private.audit_seals
  for each row execute function private.close_seal();
create trigger audit_seals_guard before update or delete on private.audit_seals
  for each row execute function private.refuse_seal_change();
create trigger audit_seals_no_truncate before truncate on private.audit_seals
  for each statement execute function private.refuse_seal_change();
alter table private.audit_seals enable row level security;

-- What is left of seals whose rows were kept long enough: how many, up to which number and hash of their month's chain.
create table private.audit_prunings (
  org_id uuid,
  month date not null,
  last_number integer not null check (last_number >= 1),
  row_count bigint not null check (row_count >= 1),
  -- Of the last of them: the first seal that is left follows it.
  hash bytea not null check (octet_length(hash) = 32),
  last_at timestamptz not null,
  pruned_at timestamptz not null default private.current_time(),
  unique nulls not distinct (org_id, month)
);
create trigger audit_prunings_guard before insert or update or delete on private.audit_prunings
  for each row execute function private.refuse_pruning_change();
create trigger audit_prunings_no_truncate before truncate on private.audit_prunings
  for each statement execute function private.refuse_pruning_change();
alter table private.audit_prunings enable row level security;

-- How far sealing is; one row. Ids are handed out before rows are committed, so what was handed out by seen_to is final only when
-- every transaction older than seen_before is over.
create table private.audit_sealing (
  is_only boolean primary key default true check (is_only),
  sealed_to bigint not null default 0 check (sealed_to >= 0),
  seen_to bigint not null default 0 check (seen_to >= sealed_to),
  seen_before xid8
);
alter table private.audit_sealing enable row level security;
