-- Nothing reached Bolna, or it asked us to slow down: the call is due again after p_retry_after_seconds (0 to 3600).
-- Twelve in a row end it as failed, so that it is not lost silently. A contact that cannot be read from HubSpot
-- (contact_unreadable) is no such try: the call waits for up to three days.
create function public.record_call_not_sent(
  p_attempt_id uuid, p_http_status integer, p_reason_code public.reason_code, p_reason text, p_retry_after_seconds numeric
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_unread constant boolean := p_reason_code = 'contact_unreadable';
  deferrals integer;
  unread_since timestamptz;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  -- The first of the looks that failed one after the other.
  select min(a.claimed_at) into unread_since
  from public.call_attempts a
  where is_unread and a.schedule_id = t.schedule_id and a.attempt_number > coalesce((
    select max(b.attempt_number) from public.call_attempts b
    where b.schedule_id = t.schedule_id and b.id <> t.id and b.reason_code is distinct from 'contact_unreadable'), 0);
  if unread_since < private.current_time() - interval '3 days' then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'contact_unreadable',
      format('Given up after three days in which the contact could not be read from HubSpot. The last time: %s', p_reason),
      'failed', null);
  elsif not is_unread and deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
    if is_unread then
      update public.call_schedules s set deferral_count = deferrals where s.id = t.schedule_id;
    end if;
  end if;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.record_call_not_sent(uuid, integer, public.reason_code, text, numeric) to service_role;
