-- Nothing reached Bolna, or it asked us to slow down: the call is due again after p_retry_after_seconds (0 to 3600).
-- Twelve in a row end it as failed, so that it is not lost silently. Where Bolna asked for it, all that are due slow down.
create function public.record_call_not_sent(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text, p_retry_after_seconds numeric
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  deferrals integer;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  if deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
  end if;
  if p_reason_code = 'bolna_rate_limit' then
    perform private.slow_down();
  end if;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric) to service_role;
