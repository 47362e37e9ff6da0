-- The sync is rung when there is something to read, to evaluate or to write back, and only then.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(34);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select have_net(), have_vault();
delete from vault.secrets where name like 'call_scheduler_%';

update private.workers set enabled = false;
update private.sync_schedule set interval_minutes = 60;
create function pg_temp.tick() returns boolean language sql as $$ select private.tick('sync') $$;
create function pg_temp.read_contacts() returns void language sql as $$
  select read_contacts();
  select note_rules_evaluated(id_of('acme'), private.current_time());
$$;

-- Without the secrets.
select is(pg_temp.tick(), false, 'with nothing to do no secret is needed');
insert into hubspot_connections (org_id, uses_default_token, next_sync_at, full_sync_after)
values (id_of('acme'), true, private.current_time(), private.current_time());
select throws_ok('select pg_temp.tick()', '55000', null, 'with something to do the tick says that they are not set');
select is(ring_worker('sync'), false, 'a worker that cannot ring is only told so');
select is((request_contact_sync(id_of('acme'), id_of('admin'))) ->> 'outcome', 'requested',
  'what is asked for is not refused because of it');
select vault.create_secret('http://127.0.0.1:1/functions/v1/sweep', 'call_scheduler_sweep_url');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
select is(rings('select pg_temp.tick()'), 1::bigint, 'with them it rings once');
select is((select row(method, url, headers ->> 'apikey', lower(headers ->> 'Content-Type'), convert_from(body, 'UTF8'))::text
    from net.http_request_queue order by id desc limit 1),
  row('POST', 'http://127.0.0.1:1/functions/v1/sync?only=due', 'sb_secret_test', 'application/json', '{}')::text,
  'beside the sweep, for what is due, with the key and no data');
select ok((select timeout_milliseconds <= 5000 from net.http_request_queue order by id desc limit 1), 'and waits for nobody');
select vault.create_secret('http://127.0.0.1:2/sync', 'call_scheduler_sync_url');
select pg_temp.tick();
select is((select url from net.http_request_queue order by id desc limit 1), 'http://127.0.0.1:2/sync?only=due',
  'or where its own secret says');
select is(rings('select ring_worker(''sync'')'), 1::bigint, 'a worker whose time is over rings for the rest');

-- Readings.
select claim_contact_sync('worker 1', true) ->> 'kind';
select ok(not pg_temp.tick(), 'a reading that a worker has rings nobody');
select set_clock('2026-11-22 10:01Z');
select ok(pg_temp.tick(), 'one that a dead worker left does');
select suspend_contact_sync((select max(id) from contact_syncs), 'worker 1', true, 'slow_down', 'Later.', 300);
select ok(not pg_temp.tick(), 'one that waits does not');
select set_clock('2026-11-22 10:06Z');
select ok(pg_temp.tick(), 'until its time');
select pg_temp.read_contacts();
select ok(not pg_temp.tick(), 'after it there is nothing to do');
select is(rings($$ select request_contact_sync(id_of('acme'), id_of('admin')) $$), 1::bigint,
  'a reading that is asked for rings at once');
select ok(pg_temp.tick(), 'and until it is taken');
select is(rings($$ select request_contact_sync(id_of('acme'), id_of('rival')) $$), 0::bigint,
  'for those who may ask');
select pg_temp.read_contacts();
select set_clock('2026-11-22 11:05:59Z');
select ok(not pg_temp.tick(), 'the next one is not due');
select set_clock('2026-11-22 11:06Z');
select ok(pg_temp.tick(), 'until an hour after the last');
select pg_temp.read_contacts();

-- Rules.
select make_rule('rule');
update hubspot_connections set next_sync_at = '2100-01-01Z';
select set_clock('2026-11-22 18:29Z');
select ok(not pg_temp.tick(), 'the day''s rules are evaluated');
select set_clock('2026-11-22 18:30Z');
select ok(pg_temp.tick(), 'the next day''s are rung for at midnight of the organisation');
select note_rules_evaluated(id_of('acme'), private.current_time());

-- Write-back.
create function pg_temp.settle(name text, contact text) returns bigint language sql as $$
  select place(name, contact => contact);
  select rings(format('select settle_call(%L, %L, %L)', id, name, '{"outcome": "completed", "call_status": "completed", "reason": "Done."}'))
  from call_attempts where schedule_id = id_of(name);
$$;
select is(pg_temp.settle('off', '1'), 0::bigint, 'while the sync is switched off a call that ends rings nobody');
select ok(pg_temp.tick(), 'what is to be written back is found all the same');
update private.workers set enabled = true where name = 'sync';
select is(pg_temp.settle('on', '2'), 1::bigint, 'switched on, a call that ends rings for its entry');
select is(pg_temp.settle('crm', 'crm-7'), 0::bigint, 'one that leaves none does not');
select count(*) from claim_crm_outbox('worker 1');
select ok(not pg_temp.tick(), 'entries that a worker has ring nobody');
select set_clock('2026-11-22 18:30:30Z');
select pg_temp.settle('behind', '1');
select ok(not pg_temp.tick(), 'nor one that waits for an earlier one of its contact');
update crm_outbox set state = 'dead', reason = 'Refused.' where schedule_id = id_of('off');
select ok(pg_temp.tick(), 'until that is over');
update crm_outbox set state = 'dead', reason = 'Refused.';
select ok(not pg_temp.tick(), 'dead ones ring nobody');
delete from vault.secrets where name = 'call_scheduler_secret_key';
select lives_ok($$ select pg_temp.settle('unrung', '3') $$, 'a ring that cannot be made never refuses an outcome');
select is((select call_status from call_schedules where id = id_of('unrung')), 'completed', 'which is written');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
update hubspot_connections set removed_at = private.current_time();
select ok(not pg_temp.tick(), 'what waits for a connection that is removed rings nobody');

-- An installation that may have its token in the environment.
delete from hubspot_connections;
select ok(not pg_temp.tick(), 'with several organisations and no connection there is nothing to find out');
delete from organizations where slug = 'globex';
select ok(pg_temp.tick(), 'with one, the function finds out whether the environment has a token for it');

select * from finish();
rollback;