-- Placed calls recorded in one transaction: each as if by itself, or not touched at all.
begin;
set local search_path = public, extensions, fixtures;
select plan(24);

select make_acme_and_globex();
update organizations set max_concurrent_calls = 100;

-- Records what these attempts were accepted as; each execution has its call's name unless told otherwise.
create function pg_temp.record(names text[], executions text[] default null) returns jsonb language sql as $$
  select record_calls_placed(array(select attempt_of(n) from unnest(names) with ordinality as u (n, place) order by place),
    coalesce(executions, names), array_fill('queued'::text, array[cardinality(names)]))
$$;
create function pg_temp.answers(names text[], executions text[] default null) returns text language sql as $$
  select string_agg(coalesce(nullif(concat_ws('/', a ->> 'recorded', a ->> 'call_status', a ->> 'attempt_state'), ''), '-'), ' ' order by n)
  from jsonb_array_elements(pg_temp.record(names, executions)) with ordinality as e (answer, n)
  cross join lateral (select case when jsonb_typeof(answer) = 'object' then answer end as a) o
$$;
create function pg_temp.row_of(name text) returns jsonb language sql as $$
  select to_jsonb(t) - array['id', 'schedule_id', 'attempt_number', 'contact_phone_hash', 'bolna_execution_id', 'claimed_at',
    'lease_expires_at', 'due_at', 'created_at'] || jsonb_build_object('schedule', to_jsonb(s) - array['id', 'contact_id',
    'contact_phone_hash', 'global_phone_hash', 'bolna_call_id', 'due_at', 'scheduled_at', 'created_at', 'dial_after'])
  from call_attempts t join call_schedules s on s.id = t.schedule_id where t.id = attempt_of(name)
$$;

select set_clock('2026-11-02 10:00Z');
-- Room on each page, whatever others have left there.
alter table call_schedules set (fillfactor = 10);
select dial(name) from unnest(array['one', 'two', 'three', 'alone', 'unknown', 'quick', 'quicker']) name;
update call_schedules set deferral_count = 3, attention_code = 'outcome_unknown', attention_reason = 'Look.' where contact_id in ('one', 'alone');
select record_call_unknown(attempt_of('unknown'), null, 'bolna_timeout', 'No answer.');
-- How many rows of calls this transaction has written anew without writing any index.
create function pg_temp.hot_updates() returns bigint language sql as $$
  select n_tup_hot_upd from pg_stat_xact_user_tables where relid = 'public.call_schedules'::regclass
$$;
select set_clock('2026-11-02 10:00:05Z');
create temporary table hot as select pg_temp.hot_updates() as before;
select record_call_placed(attempt_of('quick'), 'quick', 'queued');
select is(pg_temp.record(array['quicker']) #>> '{0,recorded}', 'true', 'a batch of one is recorded');
select is(pg_temp.hot_updates() - before, 2::bigint, 'that a call was placed writes no index of the calls anew, alone and in a batch') from hot;
select is(pg_temp.answers(array['one', 'two', 'unknown']),
  'true/in_progress/placed true/in_progress/placed true/in_progress/placed', 'each call of a batch is placed, an unknown one too');
select record_call_placed(attempt_of('alone'), 'alone', 'queued');
select is(pg_temp.row_of('one'), pg_temp.row_of('alone'), 'and its rows are what recording it alone makes of them');
select is((select row(bolna_call_id, status_reason)::text from call_schedules where contact_id = 'unknown'), '(unknown,)',
  'what was unknown is settled');
select is((select count(*) from audit_log where table_name = 'call_attempts' and row_id = attempt_of('two')::text), 2::bigint,
  'each has its audit row');

-- The same again.
select is(pg_temp.answers(array['one', 'three', 'two']),
  'true/in_progress/placed true/in_progress/placed true/in_progress/placed', 'saying so again agrees');
select is((select count(*) from audit_log where table_name = 'call_attempts' and row_id = attempt_of('two')::text), 2::bigint,
  'and changes nothing');

-- What is not common goes by itself.
select dial(name) from unnest(array['refused', 'free', 'stranger', 'twin']) name;
select record_call_refused(attempt_of('refused'), 400, 'bolna_refused', 'No.');
select is(pg_temp.answers(array['refused', 'free']), '- true/in_progress/placed', 'an attempt that is over is not touched');
select is(state_of('refused'), 'failed / ended / refused', 'it stays over');
select is(pg_temp.answers(array['free'], array['another execution']), '-', 'nor one with another execution');
select is((select bolna_execution_id from call_attempts where id = attempt_of('free')), 'free', 'which keeps the first');
select is(pg_temp.answers(array['stranger'], array['one']), '-', 'nor one whose execution is another''s');
select is(state_of('stranger'), 'in_progress / placing', 'which waits to be recorded by itself');
select is(record_calls_placed(array[id_of('no attempt')], array['x'], array['queued']), '[null]', 'nor one that does not exist');
select is(pg_temp.answers(array['twin', 'twin']), 'true/in_progress/placed true/in_progress/placed', 'one named twice is placed once');

-- All or nothing.
select dial('good'), dial('poison');
select throws_ok($$ select pg_temp.record(array['good', 'poison'], array['good', repeat('x', 201)]) $$, '23514', null,
  'a batch with one that cannot be written is refused');
select is(state_of('good'), 'in_progress / placing', 'and nothing of it is written');
select throws_ok($$ select pg_temp.record(array['good', 'poison'], array['same', 'same']) $$, '23505', null,
  'so is one that gives one execution to two calls');
select is(pg_temp.answers(array['good']), 'true/in_progress/placed', 'without it the others are written');

-- Events that came before.
select dial('early'), dial('later');
select receive_bolna_event('early', null, 'ringing', 0, '{}', repeat('0', 64), 'webhook');
select is(pg_temp.answers(array['early', 'later']), 'true/in_progress/placed true/in_progress/placed', 'an event came before');
select is((select row(org_id, attempt_id)::text from call_events where execution_id = 'early'),
  row(id_of('acme'), attempt_of('early'))::text, 'and is kept with its call');

-- What Bolna says is cut, and never a reason not to write.
select dial('chatty');
select is(record_calls_placed(array[attempt_of('chatty')], array['chatty'], array[repeat('x', 300)]) -> 0 -> 'recorded', 'true',
  'a long status is taken');
select is((select char_length(bolna_status) from call_attempts where id = attempt_of('chatty')), 100, 'and cut');

select * from finish();
rollback;
