-- Taking calls for dialling. Each function is one transaction: when it returns, the attempt is committed, and only then
-- may the one request go to Bolna.

create type public.claimed_call as (
  attempt_id uuid,
  attempt_number integer,
  schedule_id uuid,
  org_id uuid,
  agent_id uuid,
  bolna_agent_id uuid,
  from_number text,
  contact_id text,
  contact_name text,
  contact_phone_enc text,
  contact_phone_hash text,
  call_topic text,
  call_language text,
  due_at timestamptz,
  time_zone text
);

-- The organisation's lines in use. Every attempt holds one until it is over, an unknown one too: it may be ringing.
create function private.live_calls(p_org_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.call_attempts t where t.org_id = p_org_id and t.state <> 'ended'
$$;

-- Inserts the attempts and sets the schedules in_progress. The caller holds the organisation's and the schedules' row
-- locks. A schedule or number that already has a live attempt is left alone by the unique indexes.
-- p_default_bolna_agent_id is BOLNA_AGENT_ID, for agents that name none.
create function private.begin_attempts(
  p_schedule_ids uuid[], p_trigger text, p_worker text, p_lease_seconds integer, p_default_bolna_agent_id text
) returns setof public.claimed_call
language sql security definer set search_path = '' as $$
  with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id, coalesce(a.bolna_agent_id::text, p_default_bolna_agent_id), s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
    where s.id = any (p_schedule_ids) and s.call_status = 'scheduled'
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention = false, attention_reason = null, retry_at = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
$$;

-- Takes up to p_limit due calls of all organisations. Guarantees, any number of workers at once: a call is taken by one
-- of them; an organisation never has more live calls than max_concurrent_calls (its row is locked while its lines are
-- counted, and a worker that finds it locked passes on); a paused organisation, an inactive agent, a number with a live
-- call are left out; organisations take turns, so that one queue of 100 000 does not delay another's call. While all
-- calling is paused it takes nothing.
create function public.claim_due_calls(
  p_worker text, p_limit integer default 50, p_lease_seconds integer default 45, p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  org_ids uuid[];
  picked uuid[];
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  select array_agg(locked.id) into org_ids from (
    select o.id from public.organizations o
    where o.calling_paused_reason is null and exists (
      select from public.call_schedules s
      where s.org_id = o.id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
        and s.dial_after <= private.current_time()
    )
    for no key update of o skip locked
  ) locked;
  if org_ids is null then
    return;
  end if;
  -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
  perform from private.scheduler c where c.calling_paused_reason is null for share;
  if not found then
    return;
  end if;

  -- A statement of its own: its snapshot is taken after the locks, so that the count of live calls is exact.
  with lines as materialized (
    select o.id, o.max_concurrent_calls - private.live_calls(o.id) as free_lines
    from public.organizations o
    where o.id = any (org_ids) and o.calling_paused_reason is null
  ), due as materialized (
    select d.*, row_number() over (partition by d.org_id order by d.dial_after, d.id) as turn
    from lines l
    cross join lateral (
      select s.id, s.org_id, s.dial_after, s.contact_phone_hash
      from public.call_schedules s
      join public.agents a on a.id = s.agent_id and a.is_active
      where s.org_id = l.id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
        and s.dial_after <= private.current_time()
        and not exists (
          select from public.call_attempts t
          where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
        )
      order by s.dial_after
      limit least(greatest(l.free_lines, 0), p_limit)
      for no key update of s skip locked
    ) d
  )
  select array_agg(chosen.id) into picked from (
    select d.id from due d order by d.turn, d.dial_after limit p_limit
  ) chosen;

  return query select * from private.begin_attempts(picked, 'sweep', p_worker, p_lease_seconds, p_default_bolna_agent_id);
end $$;

-- Takes one call now, whatever its time, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who created the schedule. Same guarantees as claim_due_calls.
create function public.claim_call_schedule(
  p_schedule_id uuid, p_actor uuid, p_worker text, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  s public.call_schedules;
  o public.organizations;
  actor_role text;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  select c.* into o from public.organizations c where c.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  elsif not s.is_active then
    return jsonb_build_object('outcome', 'inactive');
  elsif coalesce(private.all_calling_paused(), o.calling_paused_reason) is not null then
    return jsonb_build_object('outcome', 'paused',
      'reason', coalesce(private.all_calling_paused(), o.calling_paused_reason));
  elsif not (select a.is_active from public.agents a where a.id = s.agent_id) then
    return jsonb_build_object('outcome', 'agent_inactive');
  elsif private.live_calls(o.id) >= o.max_concurrent_calls then
    return jsonb_build_object('outcome', 'no_free_line');
  end if;

  select * into call
  from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  if call.attempt_id is null then
    return jsonb_build_object('outcome', 'number_busy');
  end if;
  return jsonb_build_object('outcome', 'claimed', 'call', to_jsonb(call));
end $$;

-- Takes up to p_limit due calls of one organisation on behalf of p_actor; none while calling is paused. Same guarantees as
-- claim_due_calls. Error 42501 when p_actor is no admin of it.
create function public.claim_overdue_calls(
  p_org_id uuid, p_actor uuid, p_worker text, p_limit integer default 25, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
declare
  o public.organizations;
  free_lines integer;
  picked uuid[];
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    raise exception 'only an admin of the organisation may trigger its overdue calls' using errcode = '42501';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  select c.* into o from public.organizations c where c.id = p_org_id for no key update;
  perform from private.scheduler c for share;
  if coalesce(private.all_calling_paused(), o.calling_paused_reason) is not null then
    return;
  end if;
  free_lines := greatest(o.max_concurrent_calls - private.live_calls(o.id), 0);
  select array_agg(due.id) into picked from (
    select s.id from public.call_schedules s
    join public.agents a on a.id = s.agent_id and a.is_active
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
      and s.dial_after <= private.current_time()
      and not exists (
        select from public.call_attempts t
        where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
      )
    order by s.dial_after
    limit least(free_lines, p_limit)
    for no key update of s skip locked
  ) due;
  return query select * from private.begin_attempts(
    picked, 'overdue', p_worker, p_lease_seconds, p_default_bolna_agent_id);
end $$;

-- When the next call that a claim could take falls due, within the given seconds; null when none does.
create function public.next_call_due_at(p_within_seconds numeric) returns timestamptz
language sql stable security definer set search_path = '' as $$
  -- Organisation by organisation, so that a queue behind full lines is not read row by row: with 50 000 calls waiting
  -- 1.6 s as one ordered walk, 1 ms this way.
  select min(next.dial_after)
  from public.organizations o
  cross join lateral (
    select s.dial_after
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id and a.is_active
    where s.org_id = o.id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
      and s.dial_after <= private.current_time() + make_interval(secs => p_within_seconds)
      and not exists (
        select from public.call_attempts t
        where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
      )
    order by s.dial_after
    limit 1
  ) next
  where (select private.all_calling_paused()) is null and o.calling_paused_reason is null
    and private.live_calls(o.id) < o.max_concurrent_calls
$$;

revoke all on function private.live_calls(uuid), private.begin_attempts(uuid[], text, text, integer, text),
  public.claim_due_calls(text, integer, integer, text), public.claim_call_schedule(uuid, uuid, text, integer, text),
  public.claim_overdue_calls(uuid, uuid, text, integer, integer, text), public.next_call_due_at(numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_due_calls(text, integer, integer, text),
  public.claim_call_schedule(uuid, uuid, text, integer, text),
  public.claim_overdue_calls(uuid, uuid, text, integer, integer, text), public.next_call_due_at(numeric) to service_role;
