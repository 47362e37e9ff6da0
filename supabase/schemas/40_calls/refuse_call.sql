-- Does with a call what the judge said of it, and tells it. One that is never to go out ends: cancelled, or failed where it
-- was wanted and could not be. One that may go out later moves to that moment; one that waits for nobody knows what stays
-- where it is: no claim meets it, since whatever it waits for makes it unclaimable. Each carries the code and its sentence.
-- Expects the schedule's lock.
create function private.refuse_call(p_schedule_id uuid, p_decision private.decision) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s
  set call_status = case
      when p_decision.outcome <> 'stop' then s.call_status
      when p_decision.code = 'contact_unreadable' then 'failed' else 'cancelled' end,
    retry_at = case when p_decision.outcome <> 'stop' then s.retry_at end,
    not_before = case when p_decision.outcome <> 'stop' then coalesce(p_decision.until, s.not_before) end,
    contact_unread_since = case when p_decision.outcome <> 'stop' then s.contact_unread_since end,
    status_reason_code = p_decision.code, status_reason = private.say_decision(p_decision)
  where s.id = p_schedule_id;
  return private.tell_decision(p_decision);
end $$;
revoke all on function private.refuse_call(uuid, private.decision) from public, anon, authenticated, service_role;
