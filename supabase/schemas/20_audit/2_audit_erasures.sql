-- Rows of the trail of which something personal was erased after they were sealed: the hash of it that their seal holds, whose salt
-- is gone, so that it tells nothing of what it was and the rest of the row is proven as before. Never changed; goes with its row.
create table private.audit_erasures (
  audit_id bigint primary key,
  -- The row of the trail that says who erased, when and why has it as its row_id.
  erasure_id uuid not null,
  personal_hash bytea not null check (octet_length(personal_hash) = 32),
  erased_at timestamptz not null default private.current_time()
);
create trigger audit_erasures_guard before update or delete on private.audit_erasures
  for each row execute function private.refuse_erasure_change();
create trigger audit_erasures_no_truncate before truncate on private.audit_erasures
  for each statement execute function private.refuse_erasure_change();
alter table private.audit_erasures enable row level security;
