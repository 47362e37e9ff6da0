SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.receive_bolna_events (
  p_events jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.settle_calls (
  p_settles jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
declare
  attempt_ids constant uuid[] := array(
    select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'outcome' <> 'balance_low');
  schedule_ids uuid[];
  held uuid[];
  -- Those that end a call, in their order, and which places they have.
  live jsonb;
  places bigint[];
  ended uuid[] := '{}'::uuid[];
  failed uuid[] := '{}'::uuid[];
  one jsonb;
begin
  -- Schedules, then attempts: the order everywhere.
  select array_agg(l.id) into schedule_ids from (
    select s.id from public.call_schedules s
    where s.id = any (array(select a.schedule_id from public.call_attempts a where a.id = any (attempt_ids)))
    for no key update skip locked
  ) l;
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.id = any (attempt_ids) and a.schedule_id = any (schedule_ids)
    for no key update skip locked
  ) l;

  select coalesce(jsonb_agg(f.e), '[]'), array_agg(f.place) into live, places from (
    select distinct on (t.id) s.e, s.place
    from jsonb_array_elements(p_settles) with ordinality as s (e, place)
    cross join lateral (
      select a.id from public.call_attempts a
      where a.id = any (held) and a.id = (s.e ->> 'attempt_id')::uuid and a.state in ('placed', 'unknown')
        and a.bolna_execution_id is not distinct from s.e ->> 'execution_id'
      limit 1
    ) t
    where s.e -> 'result' ->> 'outcome' <> 'balance_low'
    order by t.id, s.place
  ) f;
  begin
    ended := array(select a.attempt_id from private.settle_attempts(live) a);
  exception when others then
    for one in select e from jsonb_array_elements(live) e loop
      begin
        ended := ended || array(select a.attempt_id from private.settle_attempts(jsonb_build_array(one)) a);
      exception when others then
        failed := failed || (one ->> 'attempt_id')::uuid;
      end;
    end loop;
  end;
  if ended <> '{}' then
    perform private.ring_for_waiting_calls(variadic array(
      select distinct a.org_id from public.call_attempts a where a.id = any (ended)));
  end if;

  return (
    select jsonb_agg(case when t.call_status is not null then jsonb_build_object(
        'settled', coalesce(s.place = any (places), false), 'call_status', t.call_status) end order by s.place)
    from jsonb_array_elements(p_settles) with ordinality as s (e, place)
    left join lateral (
      select c.call_status from public.call_attempts a join public.call_schedules c on c.id = a.schedule_id
      where a.id = (s.e ->> 'attempt_id')::uuid and a.id = any (held) and a.id <> all (failed)
        and s.e -> 'result' ->> 'outcome' <> 'balance_low'
      limit 1
    ) t on true
  );
end $function$;
