-- Events received in one transaction: each as if by itself, or not touched at all.
begin;
set local search_path = public, extensions, fixtures;
select plan(30);

select make_acme_and_globex();
update organizations set max_concurrent_calls = 100;

create function pg_temp.event(execution text, status text, call_ref uuid default null, n integer default 0) returns jsonb language sql as $$
  select jsonb_build_object('execution_id', execution, 'call_ref', call_ref, 'status', status, 'retry_count', 0, 'snapshot', '{}'::jsonb,
    'snapshot_hash', encode(sha256((status || n)::bytea), 'hex'), 'source', 'webhook')
$$;
create function pg_temp.hear(variadic events jsonb[]) returns jsonb language sql as $$
  select receive_bolna_events(to_jsonb(events))
$$;
create function pg_temp.status_of(name text) returns text language sql as $$
  select bolna_status from call_attempts where id = attempt_of(name)
$$;
create function pg_temp.settles(answers jsonb) returns text language sql as $$
  select string_agg(coalesce(a ->> 'settle', '-'), ' ' order by n) from jsonb_array_elements(answers) with ordinality as e (a, n)
$$;

select place(name) from unnest(array['one', 'two', 'three', 'alone']) name;

-- As if by itself.
select is(pg_temp.hear(pg_temp.event('one', 'ringing')) -> 0,
  jsonb_build_object('duplicate', false, 'kept', true, 'known', true, 'attempt_id', attempt_of('one'), 'org_id', id_of('acme'),
    'attempt_state', 'placed', 'call_status', 'in_progress', 'settle', false), 'an event of a call of ours is known');
select is((select receive_bolna_event('alone', null, 'ringing', 0, '{}', encode(sha256('ringing0'), 'hex'), 'webhook')
    - array['attempt_id']),
  (pg_temp.hear(pg_temp.event('two', 'ringing')) -> 0) - array['attempt_id'], 'and answered as when it is received by itself');
select is(pg_temp.status_of('one'), 'ringing', 'its status is moved on');
select is((select row(org_id, attempt_id, status, source)::text from call_events where execution_id = 'one'),
  row(id_of('acme'), attempt_of('one'), 'ringing', 'webhook')::text, 'and it is kept with its call');
select is((select check_count from call_attempts where id = attempt_of('one')), 0, 'which is no silent one');
select is(pg_temp.hear(pg_temp.event('one', 'ringing')) -> 0 -> 'duplicate', 'true', 'the same again is told apart');
select is((select count(*) from call_events where execution_id = 'one'), 1::bigint, 'and not kept twice');
select is((select jsonb_path_query_array(pg_temp.hear(pg_temp.event('one', 'call-disconnected', n => 5),
    pg_temp.event('one', 'call-disconnected', n => 5)), '$[*].duplicate')), '[false, true]', 'so is the same in one batch');

-- The furthest status counts.
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('two', 'in-progress'), pg_temp.event('three', 'initiated'),
  pg_temp.event('two', 'initiated'), pg_temp.event('two', 'pondering'))), 'false false false false', 'events of several calls, mixed');
select is(pg_temp.status_of('two'), 'in-progress', 'of one call the furthest counts, whatever comes after it');
select is(pg_temp.status_of('three'), 'initiated', 'each call has its own');
select is((select count(*) from call_events where execution_id = 'two'), 4::bigint, 'all are kept');
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('two', 'ringing', n => 1))), 'false', 'one that was overtaken');
select is(pg_temp.status_of('two'), 'in-progress', 'does not move the call back');

-- The end.
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('three', 'completed'), pg_temp.event('three', 'ringing'))), 'true false',
  'a terminal one asks to settle');
select is(pg_temp.status_of('three'), 'ringing', 'and is not applied');
select is(settle('three'), 'true', 'once that is done');
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('three', 'completed', n => 1), pg_temp.event('three', 'in-progress', n => 1))),
  'false false', 'nothing is asked for');
select is(state_of('three'), 'completed / ended / completed', 'and nothing is changed');

-- What goes by itself.
select dial('early');
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('stranger', 'ringing'), pg_temp.event('one', 'initiated', n => 9),
  pg_temp.event('early execution', 'ringing', attempt_of('early')))), '- false -',
  'nobody''s execution, and one that would be adopted, are not touched');
select is((select count(*) from call_events where execution_id in ('stranger', 'early execution')), 0::bigint, 'nor kept');
select is(state_of('early'), 'in_progress / placing', 'nor adopted');

-- All or nothing, and bounds.
select throws_ok($$ select pg_temp.hear(pg_temp.event('one', 'busy', n => 3), pg_temp.event('one', repeat('x', 101))) $$, '23514', null,
  'a batch with one that cannot be kept is refused');
select is((select count(*) from call_events where status = 'busy'), 0::bigint, 'and nothing of it kept');
select is(pg_temp.settles(pg_temp.hear(pg_temp.event('one', 'queued', n => 4)
  || jsonb_build_object('snapshot', jsonb_build_object('id', repeat('x', 20000))))), 'false', 'a large snapshot is taken');
select is((select snapshot from call_events where execution_id = 'one' and status = 'queued'), '{"reduced_from_bytes": 20010}',
  'and reduced');

-- What the attempt says is not kept again.
update call_attempts set bolna_agent_id = 'agent a' where id = attempt_of('one');
create function pg_temp.of_agent(agent text) returns jsonb language sql as $$
  select pg_temp.event('one', 'ringing') || jsonb_build_object('snapshot', jsonb_build_object('agent_id', agent, 'total_cost', 1),
    'snapshot_hash', hash_of(agent))
$$;
create function pg_temp.kept(hash text) returns jsonb language sql as $$ select snapshot from call_events where snapshot_hash = hash $$;
select pg_temp.hear(pg_temp.of_agent('agent a'), pg_temp.of_agent('agent b'));
select is(pg_temp.kept(hash_of('agent a')), '{"total_cost": 1}', 'the agent that was asked to call is not kept with each event');
select is(pg_temp.kept(hash_of('agent b')), '{"agent_id": "agent b", "total_cost": 1}', 'another one is');
select receive_bolna_event('one', null, 'ringing', 0, '{"agent_id": "agent a", "total_cost": 2}', repeat('a', 22), 'webhook');
select is(pg_temp.kept(repeat('a', 22)), '{"total_cost": 2}', 'nor with one that is received by itself');

-- When a call is looked at again moves as seldom as can be.
select set_clock('2026-11-02 10:00Z');
select place('quiet');
select set_clock('2026-11-02 10:00:05Z'), pg_temp.hear(pg_temp.event('quiet', 'initiated'));
select set_clock('2026-11-02 10:00:20Z'), pg_temp.hear(pg_temp.event('quiet', 'ringing'));
select is((select next_check_at from call_attempts where id = attempt_of('quiet')), '2026-11-02 10:01:05Z'::timestamptz,
  'news moves the next look a minute away, and leaves it where it is 40 s away');

select * from finish();
rollback;
