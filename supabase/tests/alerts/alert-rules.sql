-- Each rule finds what it is there for at its threshold and not before, of those whom it concerns and of nobody else.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(77);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
delete from private.worker_runs;
update private.workers set enabled = true, interval_seconds = 10, rung_at = null;
update private.scheduler set calling_paused_reason = null;
-- What a rule finds: whose, which and how much.
create function pg_temp.finds(code alert_code) returns text language plpgsql as $$
declare
  told text;
begin
  execute format('select string_agg(concat_ws('' '', coalesce(o.slug, ''operator''), nullif(f.subject, ''''), f.value), '', '' order by o.slug nulls first, f.subject)
    from private.%I() f left join organizations o on o.id = f.org_id', 'find_' || code) into told;
  return told;
end $$;
create function pg_temp.later(seconds numeric) returns void language sql as $$ select set_clock(clock() + make_interval(secs => seconds)) $$;
-- What it would find if a statement had been run.
create function pg_temp.finds_if(code alert_code, change text) returns text language plpgsql as $$
begin
  execute change;
  raise exception using errcode = 'UNDO1', message = coalesce(pg_temp.finds(code), 'nothing');
exception when sqlstate 'UNDO1' then return sqlerrm;
end $$;
select has_function('private', 'find_' || c, format('%s is looked for', c)) from unnest(enum_range(null::alert_code)) c;
select is((select count(*) from private.alert_rules), cardinality(enum_range(null::alert_code))::bigint, 'and has its row');

-- Nobody dials.
select book('call', due_in => '0'), book('of globex', 'globex', due_in => '1 hour');
select pg_temp.later(29.9);
select is(pg_temp.finds('sweep_stalled'), null, 'a call may wait for twenty seconds beyond the tick');
select pg_temp.later(0.1);
select is(pg_temp.finds('sweep_stalled'), 'operator 30.0, acme 30.0', 'then nobody dials, which its organisation and the operator are told');
select is(pg_temp.finds_if('sweep_stalled', change), 'nothing', format('not if %s', what))
from (values
  ('a pass was completed meanwhile', $$ insert into private.worker_runs (worker, instance, started_at, finished_at) values ('sweep', 'w', clock() - interval '50 seconds', clock() - interval '29 seconds') $$),
  ('one that stays on claims', $$ select dial('other'); update call_schedules set call_status = 'scheduled' where id = id_of('call') $$),
  ('all calling is paused', $$ update private.scheduler set calling_paused_reason = 'Why.' $$),
  ('its organisation is', $$ update organizations set calling_paused_reason = 'Why.' where slug = 'acme' $$),
  ('its agent is off', $$ update agents set is_active = false where org_id = id_of('acme') $$),
  ('there is no free line', $$ select dial('other'); update organizations set max_concurrent_calls = 1 where slug = 'acme' $$),
  ('the call was moved just now', $$ update call_schedules set call_topic = 'x' where id = id_of('call') $$),
  ('nobody wants to know', $$ update private.alert_rules set threshold = null where code = 'sweep_stalled' $$)
) as t (what, change);
select is(pg_temp.finds_if('sweep_stalled', $$ insert into private.worker_runs (worker, instance, started_at, finished_at) values
  ('sweep', 'a', clock() - interval '90 seconds', clock() - interval '30 seconds'), ('sweep', 'b', clock() - interval '9 seconds', null) $$),
  'operator 30.0, acme 30.0', 'a pass that is not completed is no sign of life');
select is(pg_temp.finds_if('sweep_stalled', 'update private.workers set interval_seconds = 60'), 'nothing', 'a longer tick is waited for');
delete from call_schedules where id = id_of('call');

-- A worker does not come, or comes and gets nowhere.
update private.workers set rung_at = clock() where name = 'deliveries';
select pg_temp.later(59.9);
select is(pg_temp.finds('worker_wedged'), null, 'a worker that was rung may take a minute to come');
select pg_temp.later(0.1);
select is(pg_temp.finds('worker_wedged'), 'operator deliveries 60', 'then it does not come');
insert into private.worker_runs (worker, instance, started_at) values ('deliveries', 'old', clock() - interval '70 seconds');
select is(pg_temp.finds('worker_wedged'), 'operator deliveries 60', 'even if it came before');
select is(pg_temp.finds_if('worker_wedged', 'update private.workers set enabled = false'), 'nothing', 'one that is off is not waited for');
insert into private.worker_runs (worker, instance, started_at) values ('deliveries', 'new', clock());
select is(pg_temp.finds('worker_wedged'), null, 'until it comes');
delete from private.worker_runs;
update private.workers set rung_at = null;
insert into private.worker_runs (worker, instance, started_at) select 'sync', 'w', clock() - make_interval(secs => n) from generate_series(299, 0, -70) n;
select is(pg_temp.finds('worker_wedged'), null, 'its runs may take as long as the platform lets them live');
select pg_temp.later(1);
select is(pg_temp.finds('worker_wedged'), 'operator sync 300', 'of five none ended in five minutes: it gets nowhere');
update private.worker_runs set finished_at = clock() where id = (select max(id) from private.worker_runs);
select is(pg_temp.finds('worker_wedged'), null, 'until one ends');

-- pg_cron.
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
begin
  delete from cron.job_run_details;
  update private.workers set enabled = false;
  perform cron.schedule('probe', '* * * * *', 'select 1');
  insert into cron.job_run_details (jobid, runid, database, username, command, status, return_message, start_time, end_time)
  select j.jobid, n, current_database(), current_user, j.command, case when n = 1 then 'succeeded' else 'failed' end, 'ERROR: no', clock(), clock()
  from cron.job j, generate_series(1, 3) n where j.jobname = 'probe';
  return next is(pg_temp.finds('cron_failing'), null, 'a job may fail twice');
  return next is(pg_temp.finds_if('cron_failing', $c$ insert into cron.job_run_details (jobid, runid, status) select jobid, 4, 'failed' from cron.job where jobname = 'probe' $c$),
    'operator probe 3', 'not three times in a row');
  return next is(pg_temp.finds_if('cron_failing', $c$ insert into cron.job_run_details (jobid, runid, status) select jobid, n, case n when 5 then 'succeeded' else 'failed' end from cron.job, generate_series(4, 5) n where jobname = 'probe' $c$),
    'nothing', 'until it succeeds');
  perform cron.unschedule(j.jobid) from cron.job j where j.jobname = (select w.cron_job from private.workers w where w.name = 'sweep');
  return next is(pg_temp.finds_if('cron_failing', $c$ update private.workers set enabled = name = 'sweep' $c$),
    'operator call-scheduler-tick 0', 'nor may the tick of a worker that is on be missing');
end $$;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 4) where not here
) tried;

-- Pruning, the database's size, keys, and rules that cannot be looked at.
update private.retention set failing_since = clock() - interval '59 minutes 59 seconds', failure = '55006: held' where name = 'calls';
select is(pg_temp.finds('retention_behind'), null, 'pruning may fail for an hour');
select pg_temp.later(1);
select is(pg_temp.finds('retention_behind'), 'operator calls 3600', 'and no longer');
select is(pg_temp.finds('database_large'), null, 'how large a database may be the operator says');
select matches(pg_temp.finds_if('database_large', $$ update private.alert_rules set threshold = 0 where code = 'database_large' $$), '^operator \d', 'then it is told when it is');
select is(pg_temp.finds_if('database_large', $$ update private.alert_rules set threshold = 100000 where code = 'database_large' $$), 'nothing', 'and not while it is not');
select is(pg_temp.finds('phone_key_wrong'), null, 'no calling waits for a key');
select is(pg_temp.finds_if('phone_key_wrong', $$ update organizations set calling_paused_reason = 'A key.', calling_paused_code = 'phone_key_wrong' $$),
  'operator 2', 'where it does the operator is told, once for all organisations');
update private.alert_rules set failing_since = clock() - interval '59 seconds', failure = '22012: division' where code = 'calls_late';
select is(pg_temp.finds('look_failing'), null, 'a rule may fail for a minute');
select pg_temp.later(1);
select is(pg_temp.finds('look_failing'), 'operator calls_late 60', 'and no longer');

-- The trail.
select private.seal_audit_rows((select max(id) from audit_log));
select is(pg_temp.finds('sealing_behind'), null, 'all of the trail is sealed');
update organizations set max_dials_per_day = 7 where slug = 'acme';
select pg_temp.later(899);
select is(pg_temp.finds('sealing_behind'), null, 'a row of it may wait for a quarter of an hour');
select pg_temp.later(1);
select is(pg_temp.finds('sealing_behind'), 'operator 900', 'and no longer');
select private.seal_audit_rows((select max(id) from audit_log));
select is(pg_temp.finds('sealing_behind'), null, 'until it is sealed');

-- Calls wait.
select book('late', due_in => '0');
select pg_temp.later(899.9);
select is(pg_temp.finds('calls_late'), null, 'a call may wait for a quarter of an hour');
select pg_temp.later(0.1);
select is(pg_temp.finds('calls_late'), 'acme 900', 'then its organisation is told, and no other');
select is(pg_temp.finds_if('calls_late', change), 'nothing', format('not if %s', what))
from (values
  ('its calling is paused', $$ update organizations set calling_paused_reason = 'Why.' where slug = 'acme' $$),
  ('its agent is off', $$ update agents set is_active = false where org_id = id_of('acme') $$),
  ('it was moved just now', $$ update call_schedules set call_topic = 'x' where id = id_of('late') $$),
  ('it has a threshold of its own', $$ insert into alert_thresholds (org_id, code, threshold) values (id_of('acme'), 'calls_late', 901) $$),
  ('it does not want to know', $$ insert into alert_thresholds (org_id, code, threshold) values (id_of('acme'), 'calls_late', null) $$)
) as t (what, change);
delete from call_schedules where id = id_of('late');

-- Nobody knows.
select dial('unclear ' || n) from generate_series(1, 3) n;
select record_call_unknown(attempt_of('unclear ' || n), null, 'bolna_timeout', 'No answer.') from generate_series(1, 3) n;
select pg_temp.later(299);
select is(pg_temp.finds('calls_unknown'), null, 'that a call was made may be unknown for five minutes');
select pg_temp.later(1);
select is(pg_temp.finds('calls_unknown'), 'acme 3', 'of three it may not');
select is(pg_temp.finds_if('calls_unknown', $$ select record_call_placed(attempt_of('unclear 1'), 'x') $$), 'nothing', 'of two it may');

-- What came of calls.
create function pg_temp.report(at timestamptz, org text, counts jsonb) returns void language sql as $$
  insert into private.report_counts select (jsonb_populate_record(null::private.report_counts,
    (select jsonb_object_agg(c.attname, 0) from pg_attribute c where c.attrelid = 'private.report_counts'::regclass and c.attnum > 0
       and c.attname not in ('agent_id', 'topic', 'campaign_id', 'rule_id'))
    || jsonb_build_object('org_id', id_of(org), 'grain', 'quarter', 'starts_at', at) || counts)).*
$$;
delete from private.report_counts;
select set_clock('2026-11-22 12:00Z');
select pg_temp.report('2026-11-22 11:00Z', 'acme', '{"answered": 10, "failed": 9}'), pg_temp.report('2026-11-22 10:45Z', 'acme', '{"failed": 100}'), pg_temp.report('2026-11-22 12:15Z', 'acme', '{"failed": 100}'),
  pg_temp.report('2026-11-22 11:00Z', 'globex', '{"answered": 1, "busy": 1, "no_answer": 18}');
select is(pg_temp.finds('failure_rate'), null, 'of fewer than twenty calls of the last hour nothing is said, nor of what was before or is to come');
update private.report_counts set failed = 10 where answered = 10;
select is(pg_temp.finds('failure_rate'), 'acme 0.500', 'half of twenty failed');
select is(pg_temp.finds_if('failure_rate', 'update private.report_counts set answered = 11 where answered = 10'), 'nothing', 'not quite half did');
select is(pg_temp.finds('no_answer_rate'), 'globex 0.900', 'nobody answered nine tenths');
select is(pg_temp.finds_if('no_answer_rate', 'update private.report_counts set answered = 2 where answered = 1'), 'nothing', 'a little fewer');

-- Accounts.
create function pg_temp.finds_when_paused(code alert_code, why reason_code) returns text language sql as $$
  select pg_temp.finds_if(code, format('update organizations set calling_paused_reason = ''Why.'', calling_paused_code = %L where slug = ''acme''', why))
$$;
select is(pg_temp.finds('wallet_empty'), null, 'the wallet is not empty');
select is(string_agg(pg_temp.finds_when_paused('wallet_empty', why), ', '), 'acme, acme', 'it is')
from unnest(array['balance_low', 'bolna_payment']::reason_code[]) why;
select is(string_agg(pg_temp.finds_when_paused('bolna_rejected', why), ', '), 'acme, acme, acme', 'Bolna refuses the account')
from unnest(array['bolna_credentials', 'bolna_agent_unknown', 'bolna_from_number']::reason_code[]) why;
select is(pg_temp.finds_when_paused('wallet_empty', 'bolna_credentials') || ', ' || pg_temp.finds_when_paused('bolna_rejected', 'balance_low'), 'nothing, nothing', 'each by its own name');
select connect_hubspot('acme');
select is(string_agg(pg_temp.finds_if('hubspot_rejected', format('update hubspot_connections set state = %L', state)), ' ' order by state),
  'nothing nothing acme acme acme acme acme nothing nothing', 'HubSpot refuses the token, or what it may, or what is set up; what mends itself is not told')
from unnest(enum_range(null::hubspot_state)) state;
select is(pg_temp.finds_if('hubspot_rejected', $$ update hubspot_connections set state = 'token_rejected', removed_at = clock() $$), 'nothing', 'nor of a connection that is gone');

select * from finish();
rollback;
