-- Ends the schedule of an attempt that is over, or has it tried again where the policy says so. Expects the locks.
--   p_category: what the retry policy counts the attempt as, written on it already; null: it is no matter of retrying.
--   p_retry_at: when it is due again where p_call_status is scheduled.
-- Nothing is tried again of which somebody was rung who was held not to have been, until a person has seen that; nor a
-- rule's call that nobody plans any more (its rule was deleted, or HubSpot disconnected). Gives the status as it is then.
create function private.conclude_schedule(
  p_attempt public.call_attempts, p_category public.retry_category, p_call_status public.call_status,
  p_reason_code public.reason_code, p_reason text, p_retry_at timestamptz default null
) returns public.call_status
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  is_noticed boolean;
  retry timestamptz;
  new_status public.call_status;
  orphan public.reason_code;
begin
  select c.* into s from public.call_schedules c where c.id = p_attempt.schedule_id;
  is_noticed := s.attention_code is not distinct from 'late_execution';
  retry := case when not is_noticed and p_category is not null then private.next_retry_at(p_attempt, p_category) end;
  new_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
  orphan := case when new_status = 'scheduled' then private.orphan_code(s) end;
  if orphan is not null then
    new_status := 'cancelled';
  end if;

  update public.call_schedules c
  set call_status = new_status, status_reason_code = coalesce(orphan, p_reason_code),
    status_reason = case when orphan is not null then private.say_decision(private.stop(orphan)) else left(p_reason, 1000) end,
    retry_at = case when new_status = 'scheduled' then coalesce(retry, p_retry_at) end,
    attention_code = case when is_noticed then c.attention_code end,
    attention_reason = case when is_noticed then c.attention_reason end
  where c.id = s.id;
  return new_status;
end $$;
revoke all on function private.conclude_schedule(public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text, timestamptz) from public;
