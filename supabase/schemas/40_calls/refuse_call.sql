-- Does with a call what the judge said of it (private.refuse_calls), and tells it. Expects the schedule's lock.
create function private.refuse_call(p_schedule_id uuid, p_decision private.decision) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.refuse_calls(array[p_schedule_id], array[p_decision]);
  return private.tell_decision(p_decision);
end $$;
revoke all on function private.refuse_call(uuid, private.decision) from public, anon, authenticated, service_role;
