SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.begin_attempts (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return query with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id, coalesce(a.bolna_agent_id::text, p_default_bolna_agent_id), s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
    where s.id = any (p_schedule_ids) and s.dial_after is not null
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention_code = null, attention_reason = null, retry_at = null,
      not_before = null, contact_unread_since = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone,
    false
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
  -- In an order of their own, not a plan's: a history that is played again is the same.
  order by t.attempt_due_at, t.id;
end $function$;

CREATE OR REPLACE FUNCTION private.begin_looks (
  p_schedule_ids  uuid[],
  p_trigger       public.attempt_trigger,
  p_worker        text,
  p_actor         uuid,
  p_lease_seconds integer
)
  RETURNS SETOF public.claimed_call
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with begun as (
    insert into private.call_looks as l (schedule_id, org_id, worker, trigger, actor_id, expires_at)
    select s.id, s.org_id, p_worker, p_trigger, p_actor, private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids)
    on conflict (schedule_id) do update
    set worker = excluded.worker, trigger = excluded.trigger, actor_id = excluded.actor_id, expires_at = excluded.expires_at
    returning l.schedule_id
  )
  select null::uuid, null::integer, s.id, s.org_id, s.agent_id, a.bolna_agent_id, a.from_number, s.contact_id,
    s.contact_name, s.contact_phone_enc, s.contact_phone_hash, s.call_topic, s.call_language,
    least(s.dial_after, private.current_time()), o.time_zone, true
  from begun b
  join public.call_schedules s on s.id = b.schedule_id
  join public.agents a on a.id = s.agent_id
  join public.organizations o on o.id = s.org_id
  order by s.dial_after, s.id
$function$;

CREATE OR REPLACE FUNCTION private.pick_due_calls (
  p_org_ids uuid[],
  p_wanted  integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  share constant integer := 2 * ceil(p_wanted::numeric / cardinality(p_org_ids));
begin
  return (
    with due as materialized (
      select d.id, d.org_id, d.dial_after
      from unnest(p_org_ids) as waiting (org_id)
      -- limit 1, so that this is asked for one organisation after another.
      cross join lateral (
        select o.free_lines from private.claimable_organizations o where o.id = waiting.org_id limit 1
      ) room
      cross join lateral (
        select c.id, c.org_id, c.dial_after from private.claimable_calls c
        where c.org_id = waiting.org_id and c.dial_after <= now_is
        order by c.dial_after
        limit least(room.free_lines, share)
      ) d
      limit share * least(p_wanted, cardinality(p_org_ids))
    ), turns as (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.dial_after, d.id) as turn from due d
    ), chosen as (
      select t.id from turns t order by t.turn, t.dial_after, t.id limit p_wanted
    )
    select array_agg(c.id) from chosen c
  );
end $function$;

CREATE OR REPLACE FUNCTION private.take_calls (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_actor                  uuid,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  by_hand constant boolean := p_trigger <> 'sweep';
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  refusals private.decision[];
begin
  with held as materialized (
    select s from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= private.current_time()
    for no key update skip locked
  ), judged as materialized (
    select (h.s).id, looks.first as looks_first, d.decision, (d.decision).outcome
    from held h
    cross join lateral (select private.looks_first(h.s) as first) looks
    cross join lateral (select private.judge_call(
      h.s, private.current_time(), by_hand, looks.first, false, true) as decision offset 0) d
  )
  select array_agg(j.id order by j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.decision order by j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.id order by j.id) filter (where j.outcome = 'call' and j.looks_first),
    array_agg(j.id order by j.id) filter (where j.outcome <> 'call'),
    array_agg(j.decision order by j.id) filter (where j.outcome <> 'call')
  into dialled, allowances, looked_at, refused, refusals
  from judged j;

  perform private.refuse_call(refused[i], refusals[i]) from generate_subscripts(refused, 1) i;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_window(t) from (select distinct (a).terms as t from unnest(allowances) a) used order by private.window_key(t);
    perform private.keep_decision(s, allowances[i], 'claim')
    from generate_subscripts(dialled, 1) i join public.call_schedules s on s.id = dialled[i];
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.claim_due_calls (
  p_worker                 text,
  p_limit                  integer DEFAULT 50,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  wanted integer := p_limit;
  locked uuid[];
  picked uuid[];
  asked integer;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  -- The organisations of which something is due, the longest first: one look into call_schedules_claim_idx for each.
  select array_agg(o.id order by earliest.due, o.id) into waiting
  from public.organizations o
  cross join lateral (select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id) earliest
  where o.calling_paused_reason is null and earliest.due <= now_is;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := private.pick_due_calls(waiting, wanted);
    exit when picked is null;
    asked := cardinality(picked);

    select array_agg(l.id) into locked from (
      select o.id from public.organizations o
      where o.id = any (array(select s.org_id from public.call_schedules s where s.id = any (picked)))
        and o.calling_paused_reason is null
      for no key update skip locked
    ) l;
    -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
    perform from private.scheduler c where c.calling_paused_reason is null for share;
    if not found then
      return;
    end if;
    -- Those that others have at this moment.
    waiting := array(
      select w.id from unnest(waiting) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    picked := private.keep_claimable_calls(picked, locked);
    continue when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    exit when taken = asked;
    wanted := wanted - taken;
  end loop;
end $function$;
