SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.kept_snapshot (
  p_snapshot       jsonb,
  p_bolna_agent_id text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if octet_length(p_snapshot::text) > 16384 then
    return jsonb_build_object('reduced_from_bytes', octet_length(p_snapshot::text));
  end if;
  return case when p_snapshot ->> 'agent_id' = p_bolna_agent_id then p_snapshot - 'agent_id' else p_snapshot end;
end $function$;

CREATE OR REPLACE FUNCTION public.receive_bolna_event (
  p_execution_id  text,
  p_call_ref      uuid,
  p_status        text,
  p_retry_count   integer,
  p_snapshot      jsonb,
  p_snapshot_hash text,
  p_source        public.event_source
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.receive_bolna_events (
  p_events jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
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

REVOKE ALL ON FUNCTION "private"."kept_snapshot"(jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."kept_snapshot"(jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."kept_snapshot"(jsonb, text) TO "postgres";
