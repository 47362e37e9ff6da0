-- Nothing follows it. The functions send one spelling (normaliseStatus); an unknown status is a live one.
create function private.is_terminal(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from private.bolna_statuses s where s.status = p_status and s.phase = 'terminal')
$$;
revoke all on function private.is_terminal(text) from public;
