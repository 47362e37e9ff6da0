-- Begins a pass of the sweep: writes the heartbeat, turns leases that ran out into unknown, and flags what is past its
-- deadline. A dead worker may have reached Bolna, so its claims are never simply due again. interval_seconds is how often
-- the tick comes.
-- Guarantee: once a pass has begun, no attempt is live and unflagged after its deadline (attempt_deadline), whatever its
-- following does; and one attempt that cannot be written keeps no other from it.
create function public.begin_sweep(p_worker text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  sweep_id constant bigint := public.begin_worker_run('sweep', p_worker);
  dead record;
  late record;
  t public.call_attempts;
  expired integer := 0;
begin
  for dead in
    select a.id from public.call_attempts a
    where a.state = 'placing' and a.lease_expires_at <= private.current_time()
    order by a.lease_expires_at, a.id
  loop
    begin
      -- A pass beside this one, or the worker itself, may have been faster.
      t := private.lock_attempt(dead.id);
      if t.state = 'placing' and (public.record_call_unknown(dead.id, null, 'worker_died',
        'The worker that placed this call stopped before it could write down Bolna''s answer.') ->> 'recorded')::boolean
      then
        expired := expired + 1;
      end if;
    exception when others then
      raise log 'call scheduler: the expired lease of attempt % could not be ended (%)', dead.id, sqlstate;
    end;
  end loop;
  for late in
    select a.id, a.state from public.call_attempts a
    join public.call_schedules s on s.id = a.schedule_id and not s.attention
    where a.state <> 'ended' and a.claimed_at <= private.current_time() - interval '12 minutes'
      and private.attempt_deadline(a) <= private.current_time()
    order by a.claimed_at, a.id
  loop
    begin
      if late.state = 'placed' then
        perform public.flag_attention(late.id, 'end_unreadable',
          'This call must be over by now, and how it ended could not be read or written down. Find out, then settle it by hand.');
      else
        perform public.flag_attention(late.id, 'outcome_unknown',
          'Nobody knows yet whether this call was made: Bolna gave no clear answer and could not be asked. Find out, then settle it by hand.');
      end if;
    exception when others then
      raise log 'call scheduler: attempt % is past its deadline and could not be flagged (%)', late.id, sqlstate;
    end;
  end loop;
  return jsonb_build_object('sweep_id', sweep_id, 'expired_leases', expired,
    'interval_seconds', (select w.interval_seconds from private.workers w where w.name = 'sweep'));
end $$;
revoke all on function public.begin_sweep(text) from public, anon, authenticated, service_role;
grant execute on function public.begin_sweep(text) to service_role;
