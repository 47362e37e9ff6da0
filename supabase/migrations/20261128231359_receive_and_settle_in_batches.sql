SET local check_function_bodies = off;

DROP FUNCTION "private"."ring_for_waiting_calls"(uuid);

CREATE OR REPLACE FUNCTION private.conclude_schedule (
  p_attempt     public.call_attempts,
  p_category    public.retry_category,
  p_call_status public.call_status,
  p_reason_code public.reason_code,
  p_reason      text,
  p_retry_at    timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS public.call_status
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  is_noticed boolean;
  retry timestamptz;
  new_status public.call_status;
  orphan public.reason_code;
begin
  select c.* into s from public.call_schedules c where c.id = p_attempt.schedule_id;
  is_noticed := s.attention_code is not distinct from 'late_execution';
  retry := case when not is_noticed and p_category is not null then private.next_retry_at(p_attempt, p_category) end;
  new_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
  orphan := case when new_status = 'scheduled' then private.orphan_code(s) end;
  if orphan is not null then
    new_status := 'cancelled';
  end if;

  update public.call_schedules c
  set call_status = new_status, status_reason_code = coalesce(orphan, p_reason_code),
    status_reason = case when orphan is not null then private.say_decision(private.stop(orphan)) else left(p_reason, 1000) end,
    retry_at = case when new_status = 'scheduled' then coalesce(retry, p_retry_at) end,
    attention_code = case when is_noticed then c.attention_code end,
    attention_reason = case when is_noticed then c.attention_reason end
  where c.id = s.id;
  return new_status;
end $function$;

CREATE OR REPLACE FUNCTION private.look_after_news (
  p_next_check_at timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_next_check_at between private.current_time() + interval '40 seconds' and private.current_time() + interval '60 seconds'
      then p_next_check_at
    else private.current_time() + interval '60 seconds' end
$function$;

CREATE OR REPLACE FUNCTION private.ring_for_waiting_calls (
  VARIADIC p_org_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (
    select from unnest(p_org_ids) as org (id)
    join private.workers w on w.name = 'sweep' and w.enabled
    where (select min(s.dial_after) from public.call_schedules s where s.org_id = org.id)
      <= private.current_time() + make_interval(secs => w.interval_seconds)
  ) then
    perform private.try_to_ring('sweep');
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.settle_attempt (
  p_attempt public.call_attempts,
  p_result  jsonb
)
  RETURNS public.call_status
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r record;
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
  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = private.current_time(), reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = coalesce(r.ended_at, private.current_time()), next_check_at = null, retry_category = r.retry_category
  where a.id = p_attempt.id;
  return private.conclude_schedule(p_attempt, r.retry_category, r.call_status, r.reason_code, r.reason);
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
  snapshot_size constant integer := octet_length(p_snapshot::text);
  all_senders constant uuid := '00000000-0000-0000-0000-000000000000';
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
      case when snapshot_size <= 16384 then p_snapshot else jsonb_build_object('reduced_from_bytes', snapshot_size) end,
      p_snapshot_hash)
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
    select e.place, f.*, t.id as attempt_id, t.org_id, t.state, t.bolna_status, t.call_status,
      coalesce(s.rank, 1) as rank, s.phase is not distinct from 'terminal' as is_terminal,
      row_number() over (partition by f.execution_id, f.snapshot_hash order by e.place) > 1 as is_repeated
    from jsonb_array_elements(p_events) with ordinality as e (event, place)
    cross join lateral jsonb_to_record(e.event) as f (
      execution_id text, call_ref uuid, status text, retry_count integer, snapshot jsonb, snapshot_hash text,
      source public.event_source)
    cross join lateral (
      select a.id, a.org_id, a.state, a.bolna_status, c.call_status
      from public.call_attempts a join public.call_schedules c on c.id = a.schedule_id
      where a.bolna_execution_id = f.execution_id and a.id = any (held)
      limit 1
    ) t
    left join private.bolna_statuses s on s.status = f.status
  ), stored as (
    insert into public.call_events
      (org_id, attempt_id, execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
    select h.org_id, h.attempt_id, h.execution_id, h.call_ref, h.status, coalesce(h.retry_count, 0), h.source,
      case when size.bytes <= 16384 then h.snapshot else jsonb_build_object('reduced_from_bytes', size.bytes) end,
      h.snapshot_hash
    from heard h
    cross join lateral (select octet_length(h.snapshot::text) as bytes) size
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

REVOKE ALL ON FUNCTION "public"."receive_bolna_events"(jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.record_absence (
  p_attempt_id uuid,
  p_complete   boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_old boolean;
  new_status public.call_status;
begin
  if t.state <> 'unknown' then
    return jsonb_build_object('absent', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;
  update public.call_attempts a set absent_listings = a.absent_listings + case when p_complete then 1 else 0 end
  where a.id = t.id
  returning * into t;
  is_old := private.current_time() >= t.claimed_at + interval '10 minutes';

  if is_old and p_complete and t.absent_listings >= 4 then
    update public.call_attempts a
    set state = 'ended', outcome = 'absent', retry_category = 'absent', reason_code = 'never_reached_bolna',
      reason = 'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.',
      ended_at = private.current_time(), next_check_at = null
    where a.id = t.id;
    new_status := private.conclude_schedule(t, 'absent', 'failed', 'never_reached_bolna',
      'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.');
    perform private.ring_for_waiting_calls(t.org_id);
    return jsonb_build_object('absent', true, 'call_status', new_status);
  elsif is_old then
    perform public.flag_attention(t.id, 'absence_unproven',
      'Bolna never clearly answered for this call, and its lists have not yet proven that it was not made. Find out, then settle it by hand.');
  end if;
  return jsonb_build_object('absent', false, 'call_status', 'in_progress');
end $function$;

CREATE OR REPLACE FUNCTION public.settle_call (
  p_attempt_id   uuid,
  p_execution_id text,
  p_result       jsonb,
  p_actor        uuid  DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
  new_status := private.settle_attempt(t, p_result);
  if is_balance_low then
    update public.organizations o
    set calling_paused_reason =
        left(coalesce(nullif(p_result ->> 'reason', ''), 'Bolna says that the balance is too low.'), 1000),
      calling_paused_code = (p_result ->> 'reason_code')::public.reason_code
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $function$;

CREATE OR REPLACE FUNCTION public.settle_calls (
  p_settles jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  attempt_ids constant uuid[] := array(
    select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'outcome' <> 'balance_low');
  schedule_ids uuid[];
  held uuid[];
  freed uuid[] := '{}';
  answers jsonb := '[]';
  answer jsonb;
  one record;
  t public.call_attempts;
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

  for one in
    select (e ->> 'attempt_id')::uuid as attempt_id, e ->> 'execution_id' as execution_id, e -> 'result' as result
    from jsonb_array_elements(p_settles) with ordinality as s (e, place) order by s.place
  loop
    answer := null;
    if one.attempt_id = any (held) and one.result ->> 'outcome' <> 'balance_low' then
      begin
        select a.* into t from public.call_attempts a where a.id = one.attempt_id;
        if t.state in ('placed', 'unknown') and t.bolna_execution_id is not distinct from one.execution_id then
          answer := jsonb_build_object('settled', true, 'call_status', private.settle_attempt(t, one.result));
          freed := freed || t.org_id;
        else
          answer := jsonb_build_object('settled', false,
            'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
        end if;
      exception when others then
        answer := null;
      end;
    end if;
    answers := answers || jsonb_build_array(answer);
  end loop;
  if freed <> '{}' then
    perform private.ring_for_waiting_calls(variadic freed);
  end if;
  return answers;
end $function$;

REVOKE ALL ON FUNCTION "public"."settle_calls"(jsonb) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."ring_for_waiting_calls"(uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."ring_for_waiting_calls"(uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."ring_for_waiting_calls"(uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."settle_attempt"(public.call_attempts, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."settle_attempt"(public.call_attempts, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."settle_attempt"(public.call_attempts, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "public"."receive_bolna_events"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_bolna_events"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_bolna_events"(jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "public"."settle_calls"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."settle_calls"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."settle_calls"(jsonb) TO "service_role";
