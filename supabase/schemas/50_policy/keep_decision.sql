-- Writes down what the judge said of a call, for whoever asks why later.
create function private.keep_decision(s public.call_schedules, d private.decision, p_stage public.decision_stage) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.keep_decisions(array[s.id], array[d], p_stage);
end $$;
revoke all on function private.keep_decision(public.call_schedules, private.decision, public.decision_stage)
  from public, anon, authenticated, service_role;
