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
  perform public.flag_attention(a.id, 'outcome_unknown',
    'Nobody knows yet whether this call was made: Bolna gave no clear answer and could not be asked. Find out, then settle it by hand.')
  from public.call_attempts a
  join public.call_schedules s on s.id = a.schedule_id and not s.attention
  where a.state = 'unknown' and a.claimed_at <= private.current_time() - interval '12 minutes'
  order by a.claimed_at, a.id;
  return jsonb_build_object('sweep_id', sweep_id, 'expired_leases', expired,
    'interval_seconds', (select c.interval_seconds from private.scheduler c));
end $$;
revoke all on function public.begin_sweep(text) from public, anon, authenticated, service_role;
grant execute on function public.begin_sweep(text) to service_role;
