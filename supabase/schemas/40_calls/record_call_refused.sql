-- Bolna refused this call: nothing was dialled and trying again would not help.
create function public.record_call_refused(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  perform private.end_undialled_attempt(t, 'refused', p_http_status, p_reason_code, p_reason, 'failed', null);
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_refused(uuid, integer, public.reason_code, text)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_refused(uuid, integer, public.reason_code, text) to service_role;
