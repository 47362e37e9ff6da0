-- Said when a call that was held not to have been made turns out to have been made. It stays until a person takes it off.
create function private.late_execution_notice() returns text
language sql immutable set search_path = '' as $$
  select 'Bolna made this call after all, though it was held not to have been made. It is not dialled again by itself.'
$$;
revoke all on function private.late_execution_notice() from public;
