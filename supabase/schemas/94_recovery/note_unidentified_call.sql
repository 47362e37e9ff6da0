-- A call that Bolna made since the backup cannot be brought home: by which organisation, or to whom, nothing says.
create function public.note_unidentified_call(p_window_id bigint, p_execution_id text, p_called_at timestamptz) returns void
language sql security definer set search_path = '' as $$
  insert into private.unidentified_calls (recovery_id, execution_id, called_at)
  select w.recovery_id, p_execution_id, p_called_at from private.recovery_windows w where w.id = p_window_id
  on conflict do nothing
$$;
revoke all on function public.note_unidentified_call(bigint, text, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.note_unidentified_call(bigint, text, timestamptz) to service_role;
