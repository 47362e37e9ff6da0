-- Append-only for everybody, the service role and the owner too. What is older than the trail is kept may be deleted, and
-- nothing else: the guard looks at the row, not at who asks.
create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.occurred_at < private.kept_since('audit_log') then
    return old;
  end if;
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;
