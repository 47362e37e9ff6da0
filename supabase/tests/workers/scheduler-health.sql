-- Does it tick, does it ring, does it keep up: what an operator reads, and the pulse that every user sees.
begin;
set local search_path = public, extensions, fixtures;
select plan(47);

select set_clock(now());
select make_acme_and_globex();

delete from private.worker_runs;
update private.scheduler set calling_paused_reason = null;
update private.workers set enabled = true, interval_seconds = 20 where name = 'sweep';
create function pg_temp.later(seconds numeric) returns void language sql as $$
  select set_clock(now() + make_interval(secs => seconds))
$$;
create function pg_temp.health(field text) returns text language sql as $$ select scheduler_health() ->> field $$;
create function pg_temp.health_time(field text) returns timestamptz language sql as $$ select pg_temp.health(field)::timestamptz $$;
create function pg_temp.pulse(who text default 'viewer') returns jsonb language sql as $$
  select answer_to(who, 'select call_statistics(id_of(''acme'')) -> ''scheduler''')::jsonb
$$;
create function pg_temp.stalled() returns boolean language sql as $$ select (pg_temp.pulse() ->> 'stalled')::boolean $$;

-- At rest.
select is(pg_temp.pulse(), '{"stalled": false}', 'with nothing to do it is not stalled, though no pass was ever made');
select is(pg_temp.health(field), value, format('health says of %s: %s', field, coalesce(value, 'nothing')))
from (values ('enabled', 'true'), ('interval_seconds', '20'), ('due_calls', '0'), ('oldest_due_seconds', null), ('unknown_calls', '0'),
  ('last_sweep_started_at', null), ('last_sweep_finished_at', null)) as t (field, value);
update private.workers set enabled = false where name = 'sweep';
select is(pg_temp.health('enabled'), 'false', 'and that it is switched off');

-- A call waits.
select book('call', due_in => '0', owner => 'member');
select is(pg_temp.health('due_calls'), '1', 'a call that is due is counted');
select pg_temp.later(12.34);
select is(pg_temp.health('oldest_due_seconds'), '12.3', 'with the seconds that it has waited');
select book('later call', due_in => '0', owner => 'member');
select is(pg_temp.health('oldest_due_seconds'), '12.3', 'the longest, of several');
select is(pg_temp.health('due_calls'), '2', 'which are counted too');
select pg_temp.later(79.9);
select is(pg_temp.stalled(), false, 'a call may wait for a minute beyond the tick');
select pg_temp.later(80);
select is(pg_temp.stalled(), true, 'then the scheduler is stalled');
select is(pg_temp.pulse(who), pg_temp.pulse(), format('%s is told so', who))
from unnest(array['admin', 'member']) who;
select is(pg_temp.pulse(who), '{"stalled": false}', format('%s, of another organisation or of none, is told nothing', who))
from unnest(array['rival', 'nobody']) who;
select is(outcome_of('anon', 'select private.is_stalled(id_of(''acme''))'), '42501', 'anon is not');
update private.workers set interval_seconds = 60 where name = 'sweep';
select is(pg_temp.stalled(), false, 'a longer tick is waited for longer');
update private.workers set interval_seconds = 20 where name = 'sweep';

-- It could not be dialled anyway.
create function pg_temp.stalled_when(change text) returns text language plpgsql as $$
declare
  answer text;
begin
  execute change;
  answer := concat_ws(' ', case when pg_temp.stalled() then 'stalled' else 'fine' end, pg_temp.health('due_calls'));
  raise exception using errcode = 'UNDO1', message = answer;
exception
  when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select is(pg_temp.stalled_when('select 1'), 'stalled 2', 'a call that could be dialled stalls the scheduler and counts as due');
select is(pg_temp.stalled_when(change), 'fine 0', format('%s does not', name))
from (values
  ('one of a paused organisation', $$ update organizations set calling_paused_reason = 'Holiday' $$),
  ('one of an inactive agent', $$ update agents set is_active = false $$),
  ('an inactive one', $$ update call_schedules set is_active = false $$),
  ('one that waits for its retry', $$ update call_schedules set retry_at = private.current_time() + interval '1 second' $$),
  ('a cancelled one', $$ update call_schedules set call_status = 'cancelled', status_reason = 'Over.' $$),
  ('one that is on its way', $$ select claim_due_calls('worker 1') $$),
  ('one that nobody may dial, all calling being stopped,', $$ select pause_all_calling('Bolna outage') $$)
) as t (name, change);

-- A pass.
create temporary table pass as select (begin_sweep('worker 1') ->> 'sweep_id')::bigint as id;
select is(pg_temp.health_time('last_sweep_started_at'), private.current_time(), 'a pass that begins is told at once');
select is(pg_temp.health_time('last_sweep_finished_at'), null, 'its end only when it has come');
select is(pg_temp.stalled(), true, 'and a pass that begins is no proof that it gets through');
select finish_worker_run(begin_worker_run('sync', 'sync 1'), '{}');
select is(pg_temp.stalled(), true, 'nor is a run of another worker');
select pg_temp.later(90);
select finish_worker_run((select id from pass), '{}');
select is(pg_temp.health_time('last_sweep_finished_at'), private.current_time(), 'a pass that ended is told');
select is(pg_temp.stalled(), false, 'passes go through: a call that waits does so for a line, not for the scheduler');
select pg_temp.later(169.9);
select is(pg_temp.stalled(), false, 'for a minute beyond the next tick');
select pg_temp.later(171);
select is(pg_temp.stalled(), true, 'then passes have stopped');
select begin_sweep('worker 2');
select is(pg_temp.stalled(), true, 'a pass that is under way ends no stall');
select is(pg_temp.health_time('last_sweep_finished_at'), now() + interval '90 seconds', 'nor does it hide the last complete one from the operator');
select finish_worker_run(id, '{}') from private.worker_runs where instance = 'worker 2';
select is(pg_temp.stalled(), false, 'the next complete pass ends the stall');

-- Calls whose fate nobody knows.
select claim_all();
select is(pg_temp.health('due_calls'), '0', 'calls on their way are no longer due');
select is(pg_temp.health('unknown_calls'), '0', 'nor is their fate unknown');
select record_call_unknown(attempt_of('call'), 502, 'bolna_server_error', 'Bolna failed.');
select is(pg_temp.health('unknown_calls'), '1', 'a call that Bolna gave no clear answer for is counted');
select receive_bolna_event('execution', attempt_of('call'), 'ringing', 0, '{}', repeat('0', 64), 'webhook');
select is(pg_temp.health('unknown_calls'), '0', 'until it is found');

-- The tick, where pg_cron is. In plpgsql, so that cron's tables are read only then.
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
begin
  perform configure_call_scheduler(interval_seconds => 60);
  delete from cron.job_run_details;
  return next is((scheduler_health() -> 'cron_job') - 'active', '{"schedule": "* * * * *", "last_status": null, "last_message": null,
    "last_run_seconds_ago": null}', 'a tick that never ran yet is told with its schedule');
  insert into cron.job_run_details (jobid, runid, database, username, command, status, return_message, start_time, end_time)
  select j.jobid, n, current_database(), current_user, j.command, status, message, private.current_time() - ago, private.current_time() - ago
  from cron.job j, (values (-3, 'succeeded', '1 row', interval '130 seconds'), (-2, 'failed', 'no secrets', interval '70 seconds'))
    as runs (n, status, message, ago)
  where j.jobname = 'call-scheduler-tick';
  return next is((scheduler_health() -> 'cron_job') - 'active', '{"schedule": "* * * * *", "last_status": "failed",
    "last_message": "no secrets", "last_run_seconds_ago": 70.0}', 'then with its last run');
  perform configure_call_scheduler(enabled => false);
  return next is(scheduler_health() -> 'cron_job', 'null', 'without a job there is no tick');
end $$;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 3) where not here
) tried;

select * from finish();
rollback;