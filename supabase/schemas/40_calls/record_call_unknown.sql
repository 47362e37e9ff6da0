-- No clear answer: it may be ringing, and is never tried again blindly. A webhook, a read or a list with its call_ref adopts
-- it; only proven absence (record_absence) or an admin's word (resolve_call_schedule) ends it as not made.
create function public.record_call_unknown(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state <> 'placing' then
    return private.record_result(p_attempt_id, t.state = 'unknown');
  end if;
  update public.call_attempts a
  set state = 'unknown', http_status = p_http_status, reason_code = p_reason_code, reason = left(p_reason, 1000),
    next_check_at = greatest(a.claimed_at + interval '30 seconds', private.current_time()), check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set status_reason_code = p_reason_code, status_reason = left(p_reason, 1000)
  where s.id = t.schedule_id;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_unknown(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_unknown(uuid, integer, public.reason_code, text) to service_role;
