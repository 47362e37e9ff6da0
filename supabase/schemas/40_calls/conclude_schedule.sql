-- Trying again by what came of the last attempt. Each attempt is a new row and re-checks everything at its own time.

-- Ends the schedule of an attempt that is over, or has it tried again where the policy says so. Expects the locks.
create function private.conclude_schedule(
  p_attempt public.call_attempts, p_category public.retry_category, p_call_status public.call_status,
  p_reason_code public.reason_code, p_reason text
) returns public.call_status
language plpgsql security definer set search_path = '' as $$
declare
  -- Somebody was rung who was held not to have been: until a person has seen that, nothing is tried again.
  is_noticed constant boolean := (
    select s.attention_code is not distinct from 'late_execution'
    from public.call_schedules s where s.id = p_attempt.schedule_id
  );
  retry timestamptz := case when not is_noticed then private.next_retry_at(p_attempt, p_category) end;
  new_status public.call_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
begin
  update public.call_attempts a set retry_category = p_category where a.id = p_attempt.id and p_category is not null;
  update public.call_schedules s
  set call_status = new_status, status_reason_code = p_reason_code, status_reason = left(p_reason, 1000), retry_at = retry,
    attention_code = case when is_noticed then s.attention_code end,
    attention_reason = case when is_noticed then s.attention_reason end
  where s.id = p_attempt.schedule_id
  -- As it is stored: a rule's call may be called off by then.
  returning s.call_status into new_status;
  return new_status;
end $$;
revoke all on function private.conclude_schedule(public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text) from public;
