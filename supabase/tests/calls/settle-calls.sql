-- Calls settled in one transaction: each as if by itself, or not touched at all.
begin;
set local search_path = public, extensions, fixtures;
select plan(16);

select make_acme_and_globex();
update organizations set max_concurrent_calls = 100;

create function pg_temp.result(outcome text, call_status text, facts jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('outcome', outcome, 'call_status', call_status, 'reason_code',
    case outcome when 'completed' then 'answered' else outcome end, 'reason', 'Because.',
    'ended_at', '2026-11-02 10:00Z') || facts
$$;
-- Each call's execution has its name.
create function pg_temp.settle(names text[], variadic results jsonb[]) returns jsonb language sql as $$
  select settle_calls(jsonb_agg(jsonb_build_object('attempt_id', attempt_of(n), 'execution_id', n, 'result', r) order by place))
  from unnest(names, results) with ordinality as u (n, r, place)
$$;
create function pg_temp.row_of(name text) returns jsonb language sql as $$
  select to_jsonb(t) - array['id', 'schedule_id', 'attempt_number', 'contact_phone_hash', 'bolna_execution_id']
    || jsonb_build_object('schedule', to_jsonb(s) - array['id', 'contact_id', 'contact_phone_hash', 'global_phone_hash', 'bolna_call_id'])
  from call_attempts t join call_schedules s on s.id = t.schedule_id where t.id = attempt_of(name)
$$;

select set_clock('2026-11-02 10:00Z');
select place(name) from unnest(array['done', 'failed', 'alone']) name;
select is(pg_temp.settle(array['done', 'failed'], pg_temp.result('completed', 'completed'), pg_temp.result('failed', 'failed')),
  '[{"settled": true, "call_status": "completed"}, {"settled": true, "call_status": "failed"}]', 'each call of a batch is settled');
select settle_call(attempt_of('alone'), 'alone', pg_temp.result('completed', 'completed'));
select is(pg_temp.row_of('done'), pg_temp.row_of('alone'), 'and its rows are what settling it alone makes of them');
select is((select count(*) from audit_log where table_name = 'call_attempts' and row_id = attempt_of('done')::text), 3::bigint,
  'each has its audit row');
select is(pg_temp.settle(array['done', 'failed'], pg_temp.result('failed', 'failed'), pg_temp.result('failed', 'failed')),
  '[{"settled": false, "call_status": "completed"}, {"settled": false, "call_status": "failed"}]', 'what is over stays as it is');
select place('twice');
select is(pg_temp.settle(array['twice', 'twice'], pg_temp.result('completed', 'completed'), pg_temp.result('failed', 'failed')),
  '[{"settled": true, "call_status": "completed"}, {"settled": false, "call_status": "completed"}]', 'also in one batch');

-- Tried again, by the policy.
select place('busy');
select is(pg_temp.settle(array['busy'], pg_temp.result('busy', 'failed', '{"retry_category": "busy"}')),
  '[{"settled": true, "call_status": "scheduled"}]', 'one that may be tried again is scheduled');
select is((select retry_category from call_attempts where id = attempt_of('busy')), 'busy', 'and its attempt counted');

-- One that throws undoes nothing of another.
select place('good'), place('poison'), place('also good');
select is(pg_temp.settle(array['good', 'poison', 'also good'], pg_temp.result('completed', 'completed'),
    pg_temp.result('failed', 'failed', '{"reason": null}'), pg_temp.result('completed', 'completed')),
  '[{"settled": true, "call_status": "completed"}, null, {"settled": true, "call_status": "completed"}]',
  'one that cannot be written goes by itself');
select is(state_of('poison'), 'in_progress / placed', 'nothing of it is written');
select is(state_of('also good'), 'completed / ended / completed', 'and all of the others');
select is((select count(*) from audit_log where table_name = 'call_attempts' and row_id = attempt_of('poison')::text), 2::bigint,
  'no audit row tells of what was undone');

-- What goes by itself.
select place('poor'), place('rich');
select is(pg_temp.settle(array['poor', 'rich'], pg_temp.result('balance_low', 'scheduled'), pg_temp.result('completed', 'completed')),
  '[null, {"settled": true, "call_status": "completed"}]', 'an end that pauses the organisation is not touched');
select is((select calling_paused_reason from organizations where slug = 'acme'), null, 'and pauses nothing');
select is(settle_calls(jsonb_build_array(jsonb_build_object('attempt_id', id_of('none'), 'execution_id', 'x', 'result',
  pg_temp.result('completed', 'completed')))), '[null]', 'nor an attempt that does not exist');
select is(settle_calls(jsonb_build_array(jsonb_build_object('attempt_id', attempt_of('poor'), 'execution_id', 'another', 'result',
  pg_temp.result('completed', 'completed')))), '[{"settled": false, "call_status": "in_progress"}]', 'another execution''s end is not this call''s');
select is((select array_agg(distinct actor_kind::text) from audit_log where table_name = 'call_attempts'), '{operator}',
  'nobody is named in the audit');

select * from finish();
rollback;
