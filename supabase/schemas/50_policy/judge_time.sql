-- The call's own time, or that of its next try, and for a rule's call the hours in which the organisation plans: a defer, or null. Neither holds a call that
-- a person asks for now.
create function private.judge_time(s public.call_schedules, p_at timestamptz, p_by_hand boolean) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  hours_begin_at timestamptz;
begin
  if p_by_hand then
    return null;
  elsif greatest(s.due_at, s.retry_at) > p_at then
    return case
      when s.auto_trigger_enabled and s.last_checkup_date is not null and s.retry_at is null
        then private.defer('checkup_done', s.due_at, jsonb_build_object('last_checkup_date', s.last_checkup_date))
      when s.retry_at > p_at and s.retry_at > s.due_at then private.defer('retry_wait', s.retry_at, (
        select jsonb_build_object('last_outcome', a.outcome, 'when', a.ended_at)
        from public.call_attempts a where a.schedule_id = s.id order by a.attempt_number desc limit 1))
      else private.defer('not_due', greatest(s.due_at, s.retry_at)) end;
  end if;
  -- What a rule plans minds the hours; what a person books goes by the time that the person chose.
  hours_begin_at := case when s.rule_id is not null then private.calling_hours_begin_at(s.org_id, p_at) end;
  return case when hours_begin_at is not null then private.defer('outside_window', hours_begin_at,
    jsonb_build_object('whose', 'the organisation', 'rules', '[]'::jsonb)) end;
end $$;
revoke all on function private.judge_time(public.call_schedules, timestamptz, boolean) from public, anon, authenticated, service_role;
