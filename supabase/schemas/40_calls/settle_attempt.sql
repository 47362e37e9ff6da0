-- Writes p_result (see settle_call) on an attempt that is live, and concludes its schedule. Gives the schedule's status as it
-- is then. Its end is held between the claim and now: a record that is dated elsewhere moves no statistics and no retention.
-- Expects the locks.
create function private.settle_attempt(p_attempt public.call_attempts, p_result jsonb) returns public.call_status
language plpgsql security definer set search_path = '' as $$
declare
  r record;
begin
  select * into r from jsonb_to_record(p_result) as f (
    bolna_status text, outcome public.attempt_outcome, call_status public.call_status,
    retry_category public.retry_category, reason_code public.reason_code, reason text,
    answered boolean, voicemail boolean, conversation_seconds numeric, duration_seconds numeric, cost_cents numeric,
    hangup_by text, hangup_reason text, hangup_code text, termination_reason text, ended_at timestamptz
  );
  if r.call_status = 'scheduled' and r.outcome <> 'balance_low' then
    raise exception 'only a call that was not dialled goes back to scheduled' using errcode = '22023';
  end if;
  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = private.current_time(), reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = least(greatest(coalesce(r.ended_at, private.current_time()), a.claimed_at), private.current_time()),
    next_check_at = null, retry_category = r.retry_category
  where a.id = p_attempt.id;
  return private.conclude_schedule(p_attempt, r.retry_category, r.call_status, r.reason_code, r.reason);
end $$;
revoke all on function private.settle_attempt(public.call_attempts, jsonb) from public, anon, authenticated, service_role;
