-- Ends an attempt that never became a call and gives its schedule the status and reason. Expects the locks.
create function private.end_undialled_attempt(
  p_attempt public.call_attempts, p_outcome public.attempt_outcome, p_http_status integer, p_reason_code public.reason_code,
  p_reason text, p_call_status public.call_status, p_retry_at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_attempts t
  set state = 'ended', outcome = p_outcome, http_status = p_http_status, reason_code = p_reason_code,
    reason = left(p_reason, 1000), ended_at = private.current_time(), next_check_at = null
  where t.id = p_attempt.id;
  perform private.conclude_schedule(p_attempt, null, p_call_status, p_reason_code, p_reason, p_retry_at);
  update public.call_schedules s set deferral_count = s.deferral_count + 1
  where s.id = p_attempt.schedule_id and p_outcome = 'not_sent';
end $$;
revoke all on function private.end_undialled_attempt(public.call_attempts, public.attempt_outcome, integer,
  public.reason_code, text, public.call_status, timestamptz)
  from public;
