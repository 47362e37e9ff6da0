-- The answer of each function that writes down what came of a request: was it written, and what holds now.
create function private.record_result(p_attempt_id uuid, p_recorded boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('recorded', p_recorded, 'call_status', s.call_status, 'attempt_state', t.state)
  from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id
  where t.id = p_attempt_id
$$;
revoke all on function private.record_result(uuid, boolean) from public;
