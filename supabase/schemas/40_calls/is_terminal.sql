-- Statuses that nothing follows. The functions send one spelling (normaliseStatus); an unknown status is a live one.
create function private.is_terminal(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select p_status in
    ('completed', 'no-answer', 'busy', 'failed', 'canceled', 'stopped', 'error', 'balance-low')
$$;
revoke all on function private.is_terminal(text) from public;
