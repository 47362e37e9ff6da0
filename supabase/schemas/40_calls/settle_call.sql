-- Following a placed call to its end: events in, the outcome out.

-- Writes how a call ended, on the attempt and on its schedule, once. p_result:
--   bolna_status, outcome, call_status (completed | failed | cancelled, or scheduled with outcome balance_low: not
--   dialled, the organisation is paused), retry_category (what the retry policy counts it as, or null), reason_code,
--   reason, answered, voicemail, conversation_seconds, duration_seconds, cost_cents, hangup_by, hangup_reason,
--   hangup_code, termination_reason, ended_at.
-- The schedule ends with call_status, or is scheduled again with retry_at where the retry policy has a try left.
-- Texts are cut to what their columns hold: what Bolna says is never a reason not to end a call. One that throws all the
-- same leaves the attempt live, and begin_sweep shows it to a person at its deadline.
-- An attempt that already ended, or that belongs to another execution, stays as it is: settled=false.
create function public.settle_call(
  p_attempt_id uuid, p_execution_id text, p_result jsonb, p_actor uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  r record;
  new_status public.call_status;
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
  if p_actor is not null then
    perform set_config('app.actor_id', p_actor::text, true);
  end if;
  if r.outcome = 'balance_low' then
    perform from public.organizations o
    where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  end if;

  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placed', 'unknown') or t.bolna_execution_id is distinct from p_execution_id then
    return jsonb_build_object('settled', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = private.current_time(), reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = coalesce(r.ended_at, private.current_time()), next_check_at = null
  where a.id = p_attempt_id;
  new_status := private.conclude_schedule(t, r.retry_category, r.call_status, r.reason_code, r.reason);
  if r.outcome = 'balance_low' then
    update public.organizations o
    set calling_paused_reason = left(coalesce(nullif(r.reason, ''), 'Bolna says that the balance is too low.'), 1000),
      calling_paused_code = r.reason_code
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $$;
revoke all on function public.settle_call(uuid, text, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.settle_call(uuid, text, jsonb, uuid) to service_role;
