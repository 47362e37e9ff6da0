-- settle_call for many calls that end by themselves, in one transaction. p_settles: an array of {attempt_id, execution_id,
-- result}. Answers an array, in the same order: what settle_call answers, or null for one that was not touched and is to be
-- settled by itself: whose row somebody else holds at this moment (a batch never waits for a row's lock), whose result pauses
-- the organisation (balance_low: its lock comes before those of the calls), or of which something threw. Each is written
-- in a subtransaction: one that throws undoes nothing of another.
-- There is no actor here: one that is set for a row would be named in the audit of the next.
create function public.settle_calls(p_settles jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  attempt_ids constant uuid[] := array(
    select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'outcome' <> 'balance_low');
  schedule_ids uuid[];
  held uuid[];
  freed uuid[] := '{}'::uuid[];
  answers jsonb := '[]'::jsonb;
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
end $$;
revoke all on function public.settle_calls(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.settle_calls(jsonb) to service_role;
