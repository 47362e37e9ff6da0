-- Writing down what came of the one request to Bolna. Each function compares and sets: a late or repeated write changes
-- nothing and answers recorded=false, unless it says what is already so.

-- Bolna accepted: the execution id is the join key from here on. Also taken from a late worker and for an attempt that
-- was given up as unknown, because it is knowledge and not a guess; never for one that ended or has another execution. An
-- execution that is another attempt's says nothing of this one: it becomes unknown, and recorded=false.
create function public.record_call_placed(p_attempt_id uuid, p_execution_id text, p_bolna_status text default 'queued')
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.bolna_execution_id = p_execution_id then
    return private.record_result(p_attempt_id, true);
  elsif t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  if exists (select from public.call_attempts a where a.bolna_execution_id = p_execution_id) then
    perform public.record_call_unknown(p_attempt_id, 200, 'bolna_answer_unreadable',
      'Bolna accepted the request and named another call for it, so it may or may not have taken it.');
    return private.record_result(p_attempt_id, false);
  end if;
  update public.call_attempts a
  set state = 'placed', placed_at = private.current_time(), bolna_execution_id = p_execution_id,
    bolna_status = coalesce(a.bolna_status, left(nullif(p_bolna_status, ''), 100), 'queued'),
    bolna_status_at = coalesce(a.bolna_status_at, private.current_time()),
    http_status = 200, reason_code = null, reason = null,
    next_check_at = private.current_time() + interval '20 seconds', check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set bolna_call_id = p_execution_id, deferral_count = 0, status_reason_code = null, status_reason = null,
    -- What was flagged because nobody knew is known now; a late execution of an earlier attempt stays.
    attention_code = case when s.attention_code = 'late_execution' then s.attention_code end,
    attention_reason = case when s.attention_code = 'late_execution' then s.attention_reason end
  where s.id = t.schedule_id;
  -- Events that came before this was written down, and without our call_ref.
  update public.call_events e set org_id = t.org_id, attempt_id = t.id
  where e.execution_id = p_execution_id and e.attempt_id is null;
  return private.record_result(p_attempt_id, true);
end $$;
revoke all on function public.record_call_placed(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.record_call_placed(uuid, text, text) to service_role;
