-- Append-only for everybody, the service role and the owner too.
create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'audit_log is append-only: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;
