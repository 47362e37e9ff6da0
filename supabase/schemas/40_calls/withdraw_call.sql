-- Ends the attempt of a call that is not to be made, before anything was sent. Expects the locks.
create function private.withdraw_call(
  p_attempt public.call_attempts, p_reason_code public.reason_code, p_reason text,
  p_call_status public.call_status default 'cancelled'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.end_undialled_attempt(p_attempt, 'withdrawn', null, p_reason_code, p_reason, p_call_status, null);
  perform private.ring_for_waiting_calls(p_attempt.org_id);
  return jsonb_build_object('verdict', 'withdrawn', 'reason_code', p_reason_code, 'reason', p_reason);
end $$;
revoke all on function private.withdraw_call(public.call_attempts, public.reason_code, text, public.call_status) from public;
