-- Looking after what is silent: the pass of a sweep, live calls, dead workers, calls whose fate is unknown.

-- Live calls that nothing was heard of: their next look is moved on in the same transaction, so that workers side by
-- side do not read the same ones. Placed: 20 s after placing (60 s after each news of it), then 40 s, 80 s, … at most
-- 10 min apart. Unknown: 30 s, 2 min, 5 min, 10 min and 12 min after the claim, then every 5 min.
create function public.claim_follow_ups(p_limit integer default 20)
returns table (attempt_id uuid, schedule_id uuid, org_id uuid, state text, bolna_agent_id text, bolna_execution_id text,
  bolna_status text, bolna_status_at timestamptz, claimed_at timestamptz, placed_at timestamptz, check_count integer,
  queue_deadline_seconds integer)
language sql security definer set search_path = '' as $$
  with silent as materialized (
    select t.id from public.call_attempts t
    where t.state in ('placed', 'unknown') and t.next_check_at <= private.current_time()
    order by t.next_check_at
    limit p_limit
    for no key update skip locked
  )
  update public.call_attempts t
  set check_count = t.check_count + 1,
    next_check_at = case t.state
      when 'placed' then least(
        private.current_time() + make_interval(secs => least(40 * 2 ^ least(t.check_count, 10), 600)),
        -- What Bolna still keeps queued is looked at as soon as its deadline has passed.
        case when t.bolna_status in ('scheduled', 'prepared', 'rescheduled', 'queued')
          and t.placed_at + make_interval(secs => o.queue_deadline_seconds) > private.current_time()
          then t.placed_at + make_interval(secs => o.queue_deadline_seconds + 1) end)
      else greatest(
        t.claimed_at + (array[interval '2 minutes', '5 minutes', '10 minutes', '12 minutes'])[t.check_count + 1],
        private.current_time() + case when t.check_count < 4 then interval '30 seconds' else '5 minutes' end)
    end
  from silent, public.organizations o
  where t.id = silent.id and o.id = t.org_id
  returning t.id, t.schedule_id, t.org_id, t.state, t.bolna_agent_id, t.bolna_execution_id, t.bolna_status,
    t.bolna_status_at, t.claimed_at, t.placed_at, t.check_count, o.queue_deadline_seconds
$$;

-- An unknown call was looked for in Bolna's list of its agent and not found. p_complete: every page was read. Four complete
-- listings without it, the last at least ten minutes after the claim, prove that it never reached Bolna: the attempt ends
-- as absent and the retry policy decides. Until then, or while listings fail, it stays unknown; from ten minutes on it is
-- shown to a person. Answer: absent, call_status.
create function public.record_absence(p_attempt_id uuid, p_complete boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_old boolean;
  new_status text := 'in_progress';
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
    set state = 'ended', outcome = 'absent', reason_code = 'never_reached_bolna',
      reason = 'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.',
      ended_at = private.current_time(), next_check_at = null
    where a.id = t.id;
    new_status := private.conclude_schedule(t, 'absent', 'failed', 'never_reached_bolna',
      'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.');
    perform private.ring_for_waiting_calls(t.org_id);
    return jsonb_build_object('absent', true, 'call_status', new_status);
  elsif is_old then
    perform public.flag_attention(t.id,
      'Bolna never clearly answered for this call, and its lists have not yet proven that it was not made. Find out, then settle it by hand.');
  end if;
  return jsonb_build_object('absent', false, 'call_status', new_status);
end $$;

-- Shows a live call to a person: nobody knows what became of it.
create function public.flag_attention(p_attempt_id uuid, p_reason text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state = 'ended' then
    return false;
  end if;
  update public.call_schedules s set attention = true, attention_reason = p_reason
  where s.id = t.schedule_id and s.attention_reason is distinct from p_reason;
  return true;
end $$;

-- Begins a pass: writes the heartbeat and turns leases that ran out into unknown. A dead worker may have reached Bolna,
-- so its claims are never simply due again. A call that is still unknown twelve minutes after its claim is flagged.
-- interval_seconds is how often the tick comes.
create function public.begin_sweep(p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  sweep_id bigint;
  dead record;
  t public.call_attempts;
  expired integer := 0;
begin
  insert into private.sweep_runs (worker) values (p_worker) returning id into sweep_id;
  for dead in
    select a.id from public.call_attempts a
    where a.state = 'placing' and a.lease_expires_at <= private.current_time()
    order by a.lease_expires_at, a.id
  loop
    -- A pass beside this one, or the worker itself, may have been faster.
    t := private.lock_attempt(dead.id);
    if t.state = 'placing' and (public.record_call_unknown(dead.id, null, 'worker_died',
      'The worker that placed this call stopped before it could write down Bolna''s answer.') ->> 'recorded')::boolean
    then
      expired := expired + 1;
    end if;
  end loop;
  -- However the lists fare: nobody waits longer than this to be told.
  perform public.flag_attention(a.id,
    'Nobody knows yet whether this call was made: Bolna gave no clear answer and could not be asked. Find out, then settle it by hand.')
  from public.call_attempts a
  join public.call_schedules s on s.id = a.schedule_id and not s.attention
  where a.state = 'unknown' and a.claimed_at <= private.current_time() - interval '12 minutes'
  order by a.claimed_at, a.id;
  return jsonb_build_object('sweep_id', sweep_id, 'expired_leases', expired,
    'interval_seconds', (select c.interval_seconds from private.scheduler c));
end $$;

-- Ends a pass. Only a pass that got this far counts as a sign of life.
create function public.finish_sweep(p_sweep_id bigint, p_counts jsonb) returns void
language sql security definer set search_path = '' as $$
  update private.sweep_runs r set finished_at = private.current_time(), counts = p_counts where r.id = p_sweep_id
$$;

revoke all on function public.claim_follow_ups(integer), public.record_absence(uuid, boolean),
  public.flag_attention(uuid, text), public.begin_sweep(text), public.finish_sweep(bigint, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_follow_ups(integer), public.record_absence(uuid, boolean),
  public.flag_attention(uuid, text), public.begin_sweep(text), public.finish_sweep(bigint, jsonb) to service_role;
