-- Plans a call that was booked or changed just now: moves it to the first moment at which it may leave, writes down why, and gives the
-- decision. A stop is given and nothing is written: the caller takes the booking back. Expects the schedule's lock.
create function private.plan_call(s public.call_schedules) returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  decision constant private.decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  moved_to constant timestamptz := case when decision.outcome = 'defer' then decision.until end;
begin
  if decision.outcome = 'stop' then
    return decision;
  end if;
  update public.call_schedules c
  set not_before = moved_to,
    status_reason_code = case when moved_to is not null then decision.code end,
    status_reason = case when moved_to is not null then left(private.say_decision(decision), 1000) end
  where c.id = s.id and (moved_to is not null or c.not_before is not null);
  perform private.keep_decision(s, decision, 'plan');
  perform private.keep_window(decision.terms);
  return decision;
end $$;
revoke all on function private.plan_call(public.call_schedules) from public, anon, authenticated, service_role;
