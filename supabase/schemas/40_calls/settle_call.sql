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
  is_balance_low constant boolean := p_result ->> 'outcome' = 'balance_low';
  t public.call_attempts;
  new_status public.call_status;
begin
  if p_actor is not null then
    perform set_config('app.actor_id', p_actor::text, true);
  end if;
  if is_balance_low then
    perform from public.organizations o
    where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  end if;

  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placed', 'unknown') or t.bolna_execution_id is distinct from p_execution_id then
    return jsonb_build_object('settled', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;
  select a.call_status into new_status
  from private.settle_attempts(jsonb_build_array(jsonb_build_object('attempt_id', t.id, 'result', p_result))) a;
  if is_balance_low then
    update public.organizations o
    set calling_paused_reason =
        left(coalesce(nullif(p_result ->> 'reason', ''), 'Bolna says that the balance is too low.'), 1000),
      calling_paused_code = (p_result ->> 'reason_code')::public.reason_code
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $$;
revoke all on function public.settle_call(uuid, text, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.settle_call(uuid, text, jsonb, uuid) to service_role;
