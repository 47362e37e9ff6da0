-- Append-only for everybody, the service role and the owner too. What is older than the trail is kept may be deleted, and
-- nothing else changes but that what is personal is erased: the guard looks at the row, not at who asks.
create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.occurred_at < private.kept_since('audit_log') then
    return old;
  elsif tg_op = 'UPDATE' and new.changes <> old.changes and to_jsonb(new) - 'changes' = to_jsonb(old) - 'changes'
    and new.changes - private.personal_columns() = old.changes - private.personal_columns()
    and private.is_erasure(old.changes, new.changes, private.personal_columns()) then
    return new;
  end if;
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;
