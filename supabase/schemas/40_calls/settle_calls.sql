-- settle_call for many calls that end by themselves, in one transaction. p_settles: an array of {attempt_id, execution_id,
-- result}. Answers an array, in the same order: what settle_call answers, or null for one that was not touched and is to be
-- settled by itself: whose row somebody else holds at this moment (a batch never waits for a row's lock), whose result pauses
-- the organisation (balance_low: its lock comes before those of the calls), or of which something threw. All are written at
-- once, or, where one of them throws, each in a subtransaction: it undoes nothing of another. Of one call that is here twice
-- the first counts.
-- Its plans are made once for a connection (receive_bolna_events).
-- There is no actor here: one that is set for a row would be named in the audit of the next.
create function public.settle_calls(p_settles jsonb) returns jsonb
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
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
end $$;
revoke all on function public.settle_calls(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.settle_calls(jsonb) to service_role;
