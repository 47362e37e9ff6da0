-- What becomes of a schedule whose attempt is over: the row as it is to be. It ends, or is tried again where the policy says so.
--   p_category: what the retry policy counts the attempt as, written on it already; null: it is no matter of retrying.
--   p_retry_at: when it is due again where p_call_status is scheduled.
-- Nothing is tried again of which somebody was rung who was held not to have been, until a person has seen that; nor a
-- rule's call that nobody plans any more (its rule was deleted, or HubSpot disconnected).
create function private.concluded(
  s public.call_schedules, p_attempt public.call_attempts, p_category public.retry_category, p_call_status public.call_status,
  p_reason_code public.reason_code, p_reason text, p_retry_at timestamptz default null
) returns public.call_schedules
language plpgsql security definer set search_path = '' as $$
declare
  is_noticed constant boolean := s.attention_code is not distinct from 'late_execution';
  retry timestamptz;
  orphan public.reason_code;
begin
  if p_category is not null and not is_noticed then
    retry := private.next_retry_at(p_attempt, p_category);
  end if;
  s.call_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
  s.status_reason_code := p_reason_code;
  s.status_reason := left(p_reason, 1000);
  if s.call_status = 'scheduled' then
    orphan := private.orphan_code(s);
    if orphan is not null then
      s.call_status := 'cancelled';
      s.status_reason_code := orphan;
      s.status_reason := private.say_decision(private.stop(orphan));
    end if;
  end if;
  s.retry_at := case when s.call_status = 'scheduled' then coalesce(retry, p_retry_at) end;
  if not is_noticed then
    s.attention_code := null;
    s.attention_reason := null;
  end if;
  return s;
end $$;
revoke all on function private.concluded(public.call_schedules, public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text, timestamptz) from public, anon, authenticated, service_role;

-- Writes it. Expects the locks. Gives the status as it is then.
create function private.conclude_schedule(
  p_attempt public.call_attempts, p_category public.retry_category, p_call_status public.call_status,
  p_reason_code public.reason_code, p_reason text, p_retry_at timestamptz default null
) returns public.call_status
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
begin
  select c.* into s from public.call_schedules c where c.id = p_attempt.schedule_id;
  s := private.concluded(s, p_attempt, p_category, p_call_status, p_reason_code, p_reason, p_retry_at);
  update public.call_schedules c
  set call_status = s.call_status, status_reason_code = s.status_reason_code, status_reason = s.status_reason,
    retry_at = s.retry_at, attention_code = s.attention_code, attention_reason = s.attention_reason
  where c.id = s.id;
  return s.call_status;
end $$;
revoke all on function private.conclude_schedule(public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text, timestamptz) from public;
