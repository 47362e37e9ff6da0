-- record_call_placed for many calls, in one transaction: the n-th of each array is one of them. Answers an array, in the same
-- order: what record_call_placed answers, or null for one that was not touched and is to be recorded by itself. Those are all
-- but the common case: whose row somebody else holds at this moment (a batch never waits for a row's lock, so that it can
-- neither hang nor lock up with another), whose attempt is over, whose execution is another attempt's.
-- Compares and sets, as record_call_placed does: the same batch again changes nothing.
-- By indexes alone: plans that a connection made while there were few attempts, and kept, read all of them four times and then once
-- for each member (0.31 ms a call beside 2 500 attempts, 0.19 since).
create function public.record_calls_placed(p_attempt_ids uuid[], p_execution_ids text[], p_bolna_statuses text[])
returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  schedule_ids uuid[];
  held uuid[];
begin
  -- Schedules, then attempts: the order everywhere.
  select array_agg(l.id) into schedule_ids from (
    select s.id from public.call_schedules s
    where s.id = any (array(select a.schedule_id from public.call_attempts a where a.id = any (p_attempt_ids)))
    for no key update skip locked
  ) l;
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.id = any (p_attempt_ids) and a.schedule_id = any (schedule_ids) and a.state in ('placing', 'unknown')
    for no key update skip locked
  ) l;

  if held is not null then
    -- Ids by `= any (array)`, what belongs to each by a look-up of its own: a join to the arguments was once planned as a read of
    -- the whole table, and that plan was kept.
    update public.call_attempts a
    set state = 'placed', placed_at = private.current_time(), bolna_execution_id = m.execution_id,
      bolna_status = coalesce(a.bolna_status, left(nullif(m.bolna_status, ''), 100), 'queued'),
      bolna_status_at = coalesce(a.bolna_status_at, private.current_time()),
      http_status = 200, reason_code = null, reason = null,
      next_check_at = private.current_time() + interval '20 seconds', check_count = 0
    from unnest(p_attempt_ids, p_execution_ids, p_bolna_statuses) as m (attempt_id, execution_id, bolna_status)
    where a.id = any (held) and a.id = m.attempt_id
      and coalesce((select false from public.call_attempts other where other.bolna_execution_id = m.execution_id limit 1), true);
    update public.call_schedules s
    set bolna_call_id = a.bolna_execution_id, deferral_count = 0, status_reason_code = null, status_reason = null,
      attention_code = case when s.attention_code = 'late_execution' then s.attention_code end,
      attention_reason = case when s.attention_code = 'late_execution' then s.attention_reason end
    from public.call_attempts a
    where s.id = any (schedule_ids) and a.id = any (held) and a.schedule_id = s.id and a.state = 'placed';
    -- Events that came before this was written down, and without our call_ref.
    update public.call_events e set org_id = a.org_id, attempt_id = a.id
    from public.call_attempts a
    where e.execution_id = any (p_execution_ids) and e.attempt_id is null
      and a.id = any (held) and a.bolna_execution_id = e.execution_id;
  end if;

  return (
    select jsonb_agg(
      case when now_is.bolna_execution_id = m.execution_id then jsonb_build_object('recorded', true,
        'call_status', now_is.call_status, 'attempt_state', now_is.state) end order by m.place)
    from unnest(p_attempt_ids, p_execution_ids) with ordinality as m (attempt_id, execution_id, place)
    left join lateral (
      select a.bolna_execution_id, a.state, s.call_status
      from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
      where a.id = m.attempt_id
      limit 1
    ) now_is on true
  );
end $$;
revoke all on function public.record_calls_placed(uuid[], text[], text[]) from public, anon, authenticated, service_role;
grant execute on function public.record_calls_placed(uuid[], text[], text[]) to service_role;
