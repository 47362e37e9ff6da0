-- receive_bolna_event for many events, in one transaction. p_events: an array of {execution_id, call_ref, status, retry_count,
-- snapshot, snapshot_hash, source}. Answers an array, in the same order: what receive_bolna_event answers, or null for one
-- that was not touched and is to be received by itself: of an execution that no attempt has (it may be adopted, late, or
-- nobody's), or of an attempt that somebody else holds at this moment. A batch never waits for a row's lock.
-- Of several events of one call the furthest status counts, in whatever order they come.
-- Its plan is made once for a connection (and by indexes alone, see claim_due_calls): made anew for each batch, which looked cheaper
-- to Postgres, it was a quarter of what an event cost.
create function public.receive_bolna_events(p_events jsonb) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  -- Ids by `= any (array)`, what belongs to each by a look-up of its own (`limit 1`): a join to what is read out of JSON was
  -- planned as a read of all attempts, and that plan was kept.
  execution_ids constant text[] := array(select e ->> 'execution_id' from jsonb_array_elements(p_events) e);
  held uuid[];
  answers jsonb;
begin
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.bolna_execution_id = any (execution_ids)
    for no key update skip locked
  ) l;

  -- A statement of its own: it sees what was committed until the locks were had.
  with heard as materialized (
    select e.place, f.*, t.id as attempt_id, t.org_id, t.state, t.bolna_status, t.bolna_agent_id, t.call_status,
      coalesce(s.rank, 1) as rank, s.phase is not distinct from 'terminal' as is_terminal,
      row_number() over (partition by f.execution_id, f.snapshot_hash order by e.place) > 1 as is_repeated
    from jsonb_array_elements(p_events) with ordinality as e (event, place)
    cross join lateral jsonb_to_record(e.event) as f (
      execution_id text, call_ref uuid, status text, retry_count integer, snapshot jsonb, snapshot_hash text,
      source public.event_source)
    cross join lateral (
      select a.id, a.org_id, a.state, a.bolna_status, a.bolna_agent_id, c.call_status
      from public.call_attempts a join public.call_schedules c on c.id = a.schedule_id
      where a.bolna_execution_id = f.execution_id and a.id = any (held)
      limit 1
    ) t
    left join private.bolna_statuses s on s.status = f.status
  ), stored as (
    insert into public.call_events
      (org_id, attempt_id, execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
    select h.org_id, h.attempt_id, h.execution_id, h.call_ref, h.status, coalesce(h.retry_count, 0), h.source,
      private.kept_snapshot(h.snapshot, h.bolna_agent_id), h.snapshot_hash
    from heard h
    order by h.place
    on conflict (execution_id, snapshot_hash) do nothing
    returning execution_id, snapshot_hash
  ), furthest as (
    select distinct on (h.attempt_id) h.attempt_id, h.status
    from heard h
    left join private.bolna_statuses known on known.status = h.bolna_status
    where h.state = 'placed' and not h.is_terminal and known.phase is distinct from 'terminal'
      and h.rank > coalesce(known.rank, 1)
    order by h.attempt_id, h.rank desc, h.place
  ), moved as (
    update public.call_attempts a
    set bolna_status = f.status, bolna_status_at = private.current_time(),
      next_check_at = private.look_after_news(a.next_check_at), check_count = 0
    from furthest f
    where a.id = any (held) and a.id = f.attempt_id
  )
  select jsonb_agg(case when h.place is not null then jsonb_build_object(
      'duplicate', h.is_repeated or not exists (
        select from stored k where k.execution_id = h.execution_id and k.snapshot_hash = h.snapshot_hash),
      'kept', true, 'known', true, 'attempt_id', h.attempt_id, 'org_id', h.org_id, 'attempt_state', h.state,
      'call_status', h.call_status, 'settle', h.is_terminal and h.state = 'placed') end order by places.place)
  into answers
  from generate_series(1, jsonb_array_length(p_events)) as places (place)
  left join heard h on h.place = places.place;
  return answers;
end $$;
revoke all on function public.receive_bolna_events(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.receive_bolna_events(jsonb) to service_role;
