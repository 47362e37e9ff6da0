-- Following a placed call to its end: events in, the outcome out.

-- How far a live status has come; a lower one never overwrites a higher one. Unknown statuses count as just accepted.
create function private.live_rank(p_status text) returns integer
language sql immutable set search_path = '' as $$
  select coalesce(array_position(
    array['scheduled', 'prepared', 'rescheduled', 'queued', 'initiated', 'ringing', 'in-progress', 'call-disconnected'],
    p_status), 1)
$$;

-- Statuses that nothing follows. The functions send one spelling (normaliseStatus); an unknown status is a live one.
create function private.is_terminal(p_status text) returns boolean
language sql immutable set search_path = '' as $$
  select p_status in
    ('completed', 'no-answer', 'busy', 'failed', 'canceled', 'stopped', 'error', 'balance-low')
$$;

-- An execution turned up for an attempt that was held not to have been made (absent, or settled by hand). The call rang:
-- a retry that still waits is called off, and a person is told.
create function private.note_late_execution(p_execution_id text, p_call_ref uuid, p_event_id bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  told constant text := private.late_execution_notice();
begin
  if not exists (
    select from public.call_attempts a
    where a.id = p_call_ref and a.bolna_execution_id is null
      and a.reason_code in ('never_reached_bolna', 'not_placed_by_hand')
  ) then
    return;
  end if;
  t := private.lock_attempt(p_call_ref);
  if t.bolna_execution_id is not null then
    return;
  end if;
  update public.call_attempts a set bolna_execution_id = p_execution_id where a.id = t.id;
  update public.call_events e set org_id = t.org_id, attempt_id = t.id where e.id = p_event_id;
  update public.call_schedules s
  set call_status = case when s.call_status = 'scheduled' then 'failed' else s.call_status end,
    status_reason_code = case when s.call_status = 'scheduled' then 'late_execution' else s.status_reason_code end,
    status_reason = case when s.call_status = 'scheduled' then told else s.status_reason end,
    retry_at = null, attention = true, attention_reason = told
  where s.id = t.schedule_id;
end $$;

-- Stores one event of Bolna first, then takes from it what is safe. Idempotent (a redelivery is the same row) and
-- order-proof (statuses only move forward; a terminal one is not applied here but asks for settle_call). An event that
-- carries the call_ref of an attempt without an execution adopts it, though our own write was never made.
create function public.receive_bolna_event(
  p_execution_id text, p_call_ref uuid, p_status text, p_retry_count integer, p_snapshot jsonb, p_snapshot_hash text,
  p_source text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  event_id bigint;
  attempt uuid;
  t public.call_attempts;
begin
  insert into public.call_events (execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
  values (p_execution_id, p_call_ref, p_status, coalesce(p_retry_count, 0), p_source, p_snapshot, p_snapshot_hash)
  on conflict (execution_id, snapshot_hash) do nothing
  returning id into event_id;

  select coalesce(
    (select a.id from public.call_attempts a where a.bolna_execution_id = p_execution_id),
    (select a.id from public.call_attempts a
     where a.id = p_call_ref and a.bolna_execution_id is null and a.state in ('placing', 'unknown'))
  ) into attempt;
  if attempt is null then
    perform private.note_late_execution(p_execution_id, p_call_ref, event_id);
    return jsonb_build_object('duplicate', event_id is null, 'known', false, 'attempt_id', null, 'org_id', null,
      'attempt_state', null, 'call_status', null, 'settle', false);
  end if;

  t := private.lock_attempt(attempt);
  if t.bolna_execution_id is null and t.state in ('placing', 'unknown') then
    perform public.record_call_placed(t.id, p_execution_id, p_status);
    t := private.lock_attempt(attempt);
  end if;
  update public.call_events e set org_id = t.org_id, attempt_id = t.id where e.id = event_id;

  if t.state = 'placed' and t.bolna_execution_id = p_execution_id
    and not private.is_terminal(p_status) and not private.is_terminal(coalesce(t.bolna_status, ''))
    and private.live_rank(p_status) > private.live_rank(coalesce(t.bolna_status, '')) then
    update public.call_attempts a
    set bolna_status = p_status, bolna_status_at = private.current_time(),
      next_check_at = private.current_time() + interval '60 seconds', check_count = 0
    where a.id = t.id;
  end if;
  return (
    select jsonb_build_object('duplicate', event_id is null, 'known', true, 'attempt_id', a.id, 'org_id', a.org_id,
      'attempt_state', a.state, 'call_status', s.call_status,
      'settle', private.is_terminal(p_status) and a.state = 'placed')
    from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
    where a.id = t.id
  );
end $$;

-- Writes how a call ended, on the attempt and on its schedule, once. p_result:
--   bolna_status, outcome, call_status (completed | failed | cancelled, or scheduled with outcome balance_low: not
--   dialled, the organisation is paused), retry_category (what the retry policy counts it as, or null), reason_code,
--   reason, answered, voicemail, conversation_seconds, duration_seconds, cost_cents, hangup_by, hangup_reason,
--   hangup_code, termination_reason, ended_at.
-- The schedule ends with call_status, or is scheduled again with retry_at where the retry policy has a try left.
-- An attempt that already ended, or that belongs to another execution, stays as it is: settled=false.
create function public.settle_call(
  p_attempt_id uuid, p_execution_id text, p_result jsonb, p_actor uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
  r record;
  new_status text;
begin
  select * into r from jsonb_to_record(p_result) as f (
    bolna_status text, outcome text, call_status text, retry_category text, reason_code text, reason text,
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
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(r.bolna_status, a.bolna_status),
    bolna_status_at = private.current_time(), reason_code = r.reason_code, reason = r.reason, answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = r.hangup_by, hangup_reason = r.hangup_reason, hangup_code = r.hangup_code,
    termination_reason = r.termination_reason, ended_at = coalesce(r.ended_at, private.current_time()), next_check_at = null
  where a.id = p_attempt_id;
  new_status := private.conclude_schedule(t, r.retry_category, r.call_status, r.reason_code, r.reason);
  if r.outcome = 'balance_low' then
    update public.organizations o
    set calling_paused_reason = left(coalesce(nullif(r.reason, ''), 'Bolna says that the balance is too low.'), 1000)
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $$;

-- A line came free: calls of the organisation that waited for it, or need it before the next tick, need not wait for that.
create function private.ring_for_waiting_calls(p_org_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from public.call_schedules s
    join private.scheduler c on c.enabled
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
      and s.dial_after <= private.current_time() + make_interval(secs => c.interval_seconds)
  ) then
    perform private.ring_sweep();
  end if;
exception when others then
  raise log 'call scheduler: the sweep was not rung for waiting calls (%)', sqlstate;
end $$;

revoke all on function private.note_late_execution(text, uuid, bigint), private.live_rank(text),
  private.is_terminal(text), private.ring_for_waiting_calls(uuid) from public;
revoke all on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, text),
  public.settle_call(uuid, text, jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, text),
  public.settle_call(uuid, text, jsonb, uuid) to service_role;
