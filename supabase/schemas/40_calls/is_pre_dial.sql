-- Bolna has not begun to dial, so that a stop can still prevent the call.
create function private.is_pre_dial(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from private.bolna_statuses s where s.status = p_status and s.phase = 'pre_dial')
$$;
revoke all on function private.is_pre_dial(text) from public;
