-- The sweep is rung only when there is something to do, by a request that carries nothing but the key.
begin;
set local search_path = public, extensions, fixtures;
select plan(34);

select make_acme_and_globex();

delete from private.worker_runs;
update private.workers set enabled = true, interval_seconds = 60 where name = 'sweep';
select have_net(), have_vault();
delete from vault.secrets where name in ('call_scheduler_sweep_url', 'call_scheduler_secret_key');

create function pg_temp.tick() returns boolean language sql as $$ select private.tick('sweep') $$;

-- Without the secrets.
select is(rings('select pg_temp.tick()'), 0::bigint, 'with nothing to do nothing is rung, and no secret is needed');
select lives_ok('select book(''unrung'')', 'a call that is due is booked though the bell cannot be rung');
select is((select count(*) from call_schedules), 1::bigint, 'and is there');
select throws_ok('select pg_temp.tick()', '55000', null, 'the tick says that the secrets are not set');
select is(scheduler_health() -> 'can_ring', 'false', 'and health says so too');
delete from call_schedules;
select vault.create_secret('http://127.0.0.1:1/functions/v1/sweep', 'call_scheduler_sweep_url');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
select is(scheduler_health() -> 'can_ring', 'true', 'with both secrets it can ring');

-- A booking.
select is(rings('select book(''far'', due_in => ''1 hour'')'), 0::bigint, 'a call that is due after the next tick rings nobody');
select is(rings('select book(''near'', due_in => ''30 seconds'')'), 1::bigint, 'one that is due before it rings at once');
select is((select row(method, url, headers ->> 'apikey', lower(headers ->> 'Content-Type'), convert_from(body, 'UTF8'))::text
    from net.http_request_queue order by id desc limit 1),
  row('POST', 'http://127.0.0.1:1/functions/v1/sweep', 'sb_secret_test', 'application/json', '{}')::text,
  'the ring carries the key and no data');
select ok((select timeout_milliseconds <= 5000 from net.http_request_queue order by id desc limit 1),
  'and waits for nobody, since one slow answer holds up all others');
select is(rings($$ update call_schedules set scheduled_at = now() where contact_id = 'far' $$), 1::bigint,
  'a call that is moved nearer rings');
select is(rings($$ update call_schedules set call_topic = 'other', scheduled_at = now() $$), 1::bigint,
  'many calls in one statement ring once');
select is(rings($$ update call_schedules set is_active = false $$), 0::bigint, 'an inactive call does not ring');
select is(rings($$ update call_schedules set call_status = 'cancelled', status_reason = 'Over.' $$), 0::bigint,
  'nor one that is cancelled');
update private.workers set enabled = false where name = 'sweep';
select is(rings('select book(''off'')'), 0::bigint, 'with the scheduler switched off no booking rings');
update private.workers set enabled = true where name = 'sweep';

-- The tick.
select ok(pg_temp.tick(), 'the tick rings for a call that is due');
update call_schedules set scheduled_at = now() + interval '30 seconds' where contact_id = 'off';
select ok(pg_temp.tick(), 'and for one that is due before the next tick');
update call_schedules set scheduled_at = now() + interval '10 minutes' where contact_id = 'off';
select ok(not pg_temp.tick(), 'not for one that is due later');
update call_schedules set scheduled_at = now(), retry_at = now() + interval '10 minutes' where contact_id = 'off';
select ok(not pg_temp.tick(), 'nor for one that backs off');
update call_schedules set retry_at = null where contact_id = 'off';
update organizations set calling_paused_reason = 'Holiday' where slug = 'acme';
select ok(not pg_temp.tick(), 'nor for a paused organisation''s');
update organizations set calling_paused_reason = null where slug = 'acme';
update agents set is_active = false;
select ok(not pg_temp.tick(), 'nor for an inactive agent''s');
update agents set is_active = true;
select is(rings('select pg_temp.tick()'), 1::bigint, 'each tick rings once');

-- Calls on their way.
select claim_all();
select ok(not pg_temp.tick(), 'a call that is being placed rings nobody');
update call_attempts set lease_expires_at = now();
select ok(pg_temp.tick(), 'a worker that died does');
select record_call_unknown(attempt_of('off'), null, 'bolna_timeout', 'No answer.');
select ok(not pg_temp.tick(), 'a call of unknown outcome waits for its next look');
update call_attempts set next_check_at = now();
select ok(pg_temp.tick(), 'and then rings');
select is(scheduler_health() -> 'unknown_calls', '1', 'health counts it');
select record_call_placed(attempt_of('off'), 'execution');
update call_attempts set next_check_at = now();
select ok(pg_temp.tick(), 'a placed call that nothing is heard of rings too');

-- A line that comes free.
update organizations set max_concurrent_calls = 1 where slug = 'acme';
select book('waiting');
select is((select count(*) from claim_due_calls('worker 1')), 0::bigint, 'while a call waits for a line');
select is(scheduler_health() -> 'due_calls', '1', 'health counts it as due');
select is(rings(format('select settle_call(%L, ''execution'', %L)', attempt_of('off'),
  '{"outcome": "completed", "call_status": "completed", "reason": "Done."}')), 1::bigint, 'the end of another call rings for it');
select is((select count(*) from claim_due_calls('worker 1')), 1::bigint, 'and it goes out');
select ok(not pg_temp.tick(), 'with nothing left to do the bell is silent');
update call_attempts set lease_expires_at = now();
select is(begin_sweep('worker 2') - 'sweep_id', '{"expired_leases": 1, "interval_seconds": 60}',
  'a pass is told how far to look ahead');

select * from finish();
rollback;