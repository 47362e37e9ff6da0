-- Stores one event of Bolna with what follows from it, in one transaction. Idempotent (a redelivery is the same row) and
-- order-proof (statuses only move forward; a terminal one is not applied here but asks for settle_call). An event that
-- carries the call_ref of an attempt without an execution adopts it, though our own write was never made. A snapshot that is
-- larger than is kept is reduced to a note of its size, never refused: what the event means for the call counts all the same.
-- Events of nobody's call are kept as far as private.request_limits allows (unknown_event, one bucket for all): beyond it
-- they are heard, answered and not kept.
create function public.receive_bolna_event(
  p_execution_id text, p_call_ref uuid, p_status text, p_retry_count integer, p_snapshot jsonb, p_snapshot_hash text,
  p_source public.event_source
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  attempt uuid;
  t public.call_attempts;
  all_senders constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  duplicate boolean;
  kept boolean := true;
begin
  select coalesce(
    (select a.id from public.call_attempts a where a.bolna_execution_id = p_execution_id),
    (select a.id from public.call_attempts a
     where a.id = p_call_ref and a.bolna_execution_id is null and a.state in ('placing', 'unknown'))
  ) into attempt;
  if attempt is null then
    t := private.note_late_execution(p_execution_id, p_call_ref);
  else
    t := private.lock_attempt(attempt);
  end if;

  duplicate := exists (
    select from public.call_events e where e.execution_id = p_execution_id and e.snapshot_hash = p_snapshot_hash);
  if not duplicate then
    kept := t.id is not null or private.take_token(all_senders, 'unknown_event') = 0;
  end if;
  if kept and not duplicate then
    insert into public.call_events
      (org_id, attempt_id, execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
    values (t.org_id, t.id, p_execution_id, p_call_ref, p_status, coalesce(p_retry_count, 0), p_source,
      private.kept_snapshot(p_snapshot, t.bolna_agent_id), p_snapshot_hash)
    on conflict (execution_id, snapshot_hash) do nothing;
    duplicate := not found;
  end if;
  if attempt is null then
    return jsonb_build_object('duplicate', duplicate, 'kept', kept, 'known', false, 'attempt_id', null, 'org_id', null,
      'attempt_state', null, 'call_status', null, 'settle', false);
  end if;

  if t.bolna_execution_id is null and t.state in ('placing', 'unknown') then
    perform public.record_call_placed(t.id, p_execution_id, p_status);
    t := private.lock_attempt(attempt);
  end if;

  if t.state = 'placed' and t.bolna_execution_id = p_execution_id
    and not private.is_terminal(p_status) and not private.is_terminal(coalesce(t.bolna_status, ''))
    and private.live_rank(p_status) > private.live_rank(coalesce(t.bolna_status, '')) then
    update public.call_attempts a
    set bolna_status = p_status, bolna_status_at = private.current_time(),
      next_check_at = private.look_after_news(a.next_check_at), check_count = 0
    where a.id = t.id;
  end if;
  return (
    select jsonb_build_object('duplicate', duplicate, 'kept', kept, 'known', true, 'attempt_id', a.id, 'org_id', a.org_id,
      'attempt_state', a.state, 'call_status', s.call_status,
      'settle', private.is_terminal(p_status) and a.state = 'placed')
    from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
    where a.id = t.id
  );
end $$;
revoke all on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, public.event_source)
  from public, anon, authenticated, service_role;
grant execute on function public.receive_bolna_event(text, uuid, text, integer, jsonb, text, public.event_source) to service_role;
