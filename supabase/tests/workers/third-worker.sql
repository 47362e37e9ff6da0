-- One mechanism for all workers: one more, made up here, is a row and a function that says whether there is work.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(42);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
select have_net(), have_vault();
delete from vault.secrets where name like 'call_scheduler_%';

select has_function('private', w.name || '_has_work', array['numeric'], format('the %s says whether it has work', w.name))
from private.workers w;

-- The worker: it runs errands, and looks as far ahead as it ticks.
insert into private.workers (name, path, cron_job) values ('errands', 'run-errands?only=due', 'errands-tick');
create table pg_temp.errands (due_at timestamptz not null);
create function private.errands_has_work(p_within_seconds numeric) returns boolean language sql as $$
  select exists (select from pg_temp.errands e where e.due_at <= private.current_time() + make_interval(secs => p_within_seconds))
$$;
create function pg_temp.health(field text) returns jsonb language sql as $$
  select worker_health() -> 'workers' -> 'errands' -> field
$$;
create function pg_temp.last_url() returns text language sql as $$
  select url from net.http_request_queue order by id desc limit 1
$$;

-- The tick.
select is(rings('select private.tick(''errands'')'), 0::bigint, 'with nothing to do nothing is rung, and no secret is needed');
select is(private.tick('errands'), false, 'the tick says so');
insert into pg_temp.errands values ('2026-11-22 10:01Z');
select throws_ok('select private.tick(''errands'')', '55000', null, 'with something to do it says that the secrets are not set');
select is(ring_worker('errands'), false, 'a worker that cannot be rung is only told so');
select is(private.try_to_ring('errands'), false, 'nor is a write refused because of it');
select is(pg_temp.health('can_ring'), 'false', 'and health says so too');
select is(pg_temp.health('unanswered_seconds'), 'null', 'what was not rung is not waited for');
select vault.create_secret('http://127.0.0.1:1/functions/v1/sweep', 'call_scheduler_sweep_url');
select vault.create_secret('sb_secret_test', 'call_scheduler_secret_key');
select is(pg_temp.health('can_ring'), 'true', 'with them it can ring');
select is(rings('select private.tick(''errands'')'), 1::bigint, 'once a tick');
select is(pg_temp.last_url(), 'http://127.0.0.1:1/functions/v1/run-errands?only=due', 'beside the sweep, with its own last part');
select vault.create_secret('http://127.0.0.1:2/run', 'call_scheduler_errands_url');
select is(ring_worker('errands'), true, 'a worker whose time is over rings for the rest');
select is(pg_temp.last_url(), 'http://127.0.0.1:2/run?only=due', 'there where its own secret says');
delete from vault.secrets where name = 'call_scheduler_errands_url';
update vault.secrets set name = 'call_scheduler_elsewhere' where name = 'call_scheduler_sweep_url';
select vault.create_secret('http://127.0.0.1:1/rings', 'call_scheduler_sweep_url');
select throws_ok('select private.ring(''errands'')', '55000', null, 'an address of the sweep that does not tell the worker''s rings nobody else');
delete from vault.secrets where name = 'call_scheduler_sweep_url';
update vault.secrets set name = 'call_scheduler_sweep_url' where name = 'call_scheduler_elsewhere';
update private.workers set interval_seconds = 30 where name = 'errands';
select is(private.tick('errands'), false, 'what falls due after the next tick is left to it');
update pg_temp.errands set due_at = '2026-11-22 10:00:30Z';
select is(private.tick('errands'), true, 'what falls due before is not');
select is(rings('select private.tick(''sweep'')'), 0::bigint, 'the others have nothing to do with it');
select throws_ok('select private.tick(''nobody'')', '22023', null, 'there is no tick of a worker that is none');
select throws_ok('select ring_worker(''nobody'')', '22023', null, 'nor can it be rung');
select throws_ok('select begin_worker_run(''nobody'', ''w'')', '23503', null, 'nor run');

-- The heartbeat.
select is(pg_temp.health('last_started_at'), 'null', 'it never came');
select set_clock('2026-11-22 10:05Z');
select is(private.tick('errands'), true, 'it is rung again');
select is(pg_temp.health('unanswered_seconds'), '300.0', 'and has been waited for since the first ring');
create temporary table run as select begin_worker_run('errands', 'errands 1') as id;
select is(pg_temp.health('unanswered_seconds'), 'null', 'until it comes');
select is((pg_temp.health('last_started_at') #>> '{}')::timestamptz, clock(), 'which is told');
select is(pg_temp.health('last_finished_at'), 'null', 'its end only when it has come');
select set_clock('2026-11-22 10:06Z');
select finish_worker_run((select id from run), '{"errands": 1}');
select is((pg_temp.health('last_finished_at') #>> '{}')::timestamptz, clock(), 'then it is told');
select is((select counts from private.worker_runs where worker = 'errands'), '{"errands": 1}', 'with what it did');
select is((scheduler_health() ->> 'last_sweep_started_at'), null, 'a heartbeat of one is no sign of life of another');
select private.tick('errands');
select set_clock('2026-11-22 10:07Z');
select is(pg_temp.health('unanswered_seconds'), '60.0', 'a ring after it is waited for anew');

-- Its settings, where pg_cron is. In plpgsql, so that cron's tables are read only then.
create function pg_temp.job() returns text language plpgsql as $$
begin
  return (select j.schedule || ' ' || j.command from cron.job j where j.jobname = 'errands-tick');
end $$;
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
begin
  return next is(configure_worker('errands', interval_seconds => 120), '*/2 * * * *', 'it ticks as often as is set');
  return next is(pg_temp.job(), '*/2 * * * * select private.tick(''errands'')', 'by the one tick that there is');
  return next is(pg_temp.health('cron_job') ->> 'schedule', '*/2 * * * *', 'which is told');
  return next is(configure_worker('errands'), '*/2 * * * *', 'an interval that is not given stays');
  return next is(configure_worker('errands', false), 'off', 'it can be switched off');
  return next is(pg_temp.health('enabled'), 'false', 'which is told too');
  return next is(pg_temp.job(), null, 'then it ticks no more');
  return next throws_ok('select configure_worker(''nobody'')', '22023', null, 'a worker that is none cannot be set');
  return next is((select count(*) from audit_log where table_name = 'workers' and row_id = 'errands' and action = 'update'), 3::bigint,
    'each change of its settings is in the trail, and no ring');
end $$;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 9) where not here
) tried;

select * from finish();
rollback;
