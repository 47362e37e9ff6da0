-- What monitoring reads of the moment: of all organisations, and by name only where that is asked for.
begin;
set local search_path = public, extensions, fixtures;
select plan(41);

select set_clock('2026-11-23 06:30Z');
select make_acme_and_globex();
delete from private.worker_runs;
update private.scheduler set calling_paused_reason = null;
update private.workers set rung_at = null, updated_at = clock() - interval '1 hour';

create function pg_temp.told(of_metric text, wanted jsonb default '{}', each boolean default false) returns numeric language sql as $$
  select sum((m ->> 'value')::numeric) from jsonb_array_elements(read_metrics(each)) m
  where m ->> 'metric' = of_metric and m -> 'labels' @> wanted
$$;
create function pg_temp.later(seconds numeric) returns void language sql as $$
  select set_clock('2026-11-23 06:30Z'::timestamptz + make_interval(secs => seconds))
$$;

select is(outcome_of(who, 'select read_metrics()'), '42501', who || ' reads none of it')
from unnest('{anon,admin,viewer}'::text[]) who;
select is(outcome_of('service_role', 'select read_metrics()'), 'ok 1', 'the function metrics does');
select is(coalesce(pg_temp.told(name), 0), 0::numeric, name || ' is nothing at rest')
from unnest('{due_calls,oldest_due_seconds,oldest_claimable_seconds,calls,attention,attempts_unknown,lines_in_use,all_calling_paused,
  organizations_paused,outbox_dead,deliveries_dead,worker_unanswered_seconds}'::text[]) name;
select is(pg_temp.told('sweep_age_seconds'), 3600::numeric, 'a sweep that never was is as old as its setting');

-- A call waits.
select book('call', due_in => '0'), book('rival call', 'globex', due_in => '0'), book('later call', due_in => '1 hour');
select pg_temp.later(40);
select is(pg_temp.told('due_calls'), 2::numeric, 'calls that are due are counted');
select is(pg_temp.told('due_calls', '{"organization": "acme"}', each => true), 1::numeric, 'and by organisation');
select is(pg_temp.told('oldest_due_seconds'), 40::numeric, 'with the seconds that the first has waited');
select is(pg_temp.told('oldest_claimable_seconds'), 40::numeric, 'which a claim could take');
select is(pg_temp.told('calls', '{"status": "scheduled"}'), 3::numeric, 'those that are scheduled are counted');
select ok(read_metrics()::text !~ 'acme|globex|Asha|organization"', 'nobody is named');
select ok(read_metrics(true)::text ~ '"organization": "acme"', 'unless it is asked for');

-- What holds it back.
update organizations set max_concurrent_calls = 1 where id in (id_of('acme'), id_of('globex'));
select is(pg_temp.told('lines'), 2::numeric, 'the lines are counted');
update organizations set calling_paused_reason = 'Empty wallet.' where id = id_of('globex');
update organizations set calling_paused_code = 'balance_low' where id = id_of('globex');
select is(pg_temp.told('due_calls'), 1::numeric, 'what a switch holds back is not due');
select is(pg_temp.told('organizations_paused', '{"code": "balance_low"}'), 1::numeric, 'the switch is told, with its code');
select is(pg_temp.told('lines'), 1::numeric, 'its lines are none');
select claim_all();
select is(pg_temp.told('lines_in_use'), 1::numeric, 'a call under way holds a line');
select book('second call', due_in => '0');
select pg_temp.later(70);
select is(pg_temp.told('due_calls') || ' ' || pg_temp.told('oldest_claimable_seconds'), '1 0', 'a call that waits for a line is due, and not stalled');
select record_call_unknown(attempt_of('call'), null, 'bolna_timeout', 'Nobody knows.');
select is(pg_temp.told('attempts_unknown'), 1::numeric, 'a call whose fate nobody knows is counted');
select flag_attention(attempt_of('call'), 'outcome_unknown', 'Look at it.');
select is(pg_temp.told('attention'), 1::numeric, 'and one that waits for a person');
select pause_all_calling('Bolna is down.');
select is(pg_temp.told('all_calling_paused') || ' ' || coalesce(pg_temp.told('due_calls'), 0), '1 0', 'all calling is off');
select pause_all_calling(null);

-- Workers.
select is(pg_temp.told('worker_unanswered_seconds', '{"worker": "sweep"}'), 0::numeric, 'nobody has rung');
update private.workers set rung_at = clock() where name = 'sweep';
select pg_temp.later(115);
select is(pg_temp.told('worker_unanswered_seconds', '{"worker": "sweep"}'), 45::numeric, 'rung, and it does not come');
select finish_worker_run(begin_worker_run('sweep', 'one'), '{}');
select is(pg_temp.told('worker_unanswered_seconds', '{"worker": "sweep"}'), 0::numeric, 'it came');
select pg_temp.later(120);
select is(pg_temp.told('sweep_age_seconds'), 5::numeric, 'and has been through');

-- Cron, as far as it is there.
delete from cron.job;
delete from cron.job_run_details;
select configure_call_scheduler(true, 10);
insert into cron.job_run_details (jobid, database, username, command, status, start_time, end_time)
select j.jobid, current_database(), 'postgres', j.command, case when ago < 200 then 'failed' else 'succeeded' end,
  clock() - make_interval(secs => ago), clock() - make_interval(secs => ago)
from cron.job j, unnest('{2000,1000,150,50}'::integer[]) ago where j.jobname = 'call-scheduler-fold';
select is(pg_temp.told('cron_failed_runs', '{"cron_job": "call-scheduler-fold"}'), 2::numeric, 'runs that failed are counted');
select is(pg_temp.told('cron_age_seconds', '{"cron_job": "call-scheduler-fold"}'), 50::numeric, 'and it is told when the last one was');
select is(pg_temp.told('worker_ticking', '{"worker": "sweep"}'), 1::numeric, 'the sweep ticks');
select configure_worker('sweep', false);
select is(pg_temp.told('worker_ticking', '{"worker": "sweep"}'), 0::numeric, 'and is switched off');

select * from finish();
rollback;
