-- Has the call look again in a minute; that is no try that Bolna did not take. Expects the locks.
create function private.postpone_call(
  p_attempt public.call_attempts, p_reason_code public.reason_code, p_reason text,
  p_until timestamptz default private.current_time() + interval '1 minute'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.end_undialled_attempt(p_attempt, 'withdrawn', null, p_reason_code, p_reason, 'scheduled', p_until);
  return jsonb_build_object('verdict', 'postponed', 'reason_code', p_reason_code, 'reason', p_reason);
end $$;
revoke all on function private.postpone_call(public.call_attempts, public.reason_code, text, timestamptz) from public;
