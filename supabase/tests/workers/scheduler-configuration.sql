-- One function sets the schedule of the scheduler, as often as wanted; the last call wins.
begin;
set local search_path = public, extensions;
select plan(30);

create function pg_temp.settings() returns text language sql as $$
  select concat_ws(' ', enabled, interval_seconds) from private.workers where name = 'sweep'
$$;

select throws_ok(format('select configure_call_scheduler(interval_seconds => %s)', seconds), '22023', null,
  format('an interval of %s seconds is refused', seconds)) from unnest(array['0', '-1', '61', '90', '3601', '7200', 'null']) seconds;
select throws_ok('select configure_call_scheduler(enabled => null)', '22023', null, 'neither on nor off is refused');
update private.workers set enabled = false, interval_seconds = 10 where name = 'sweep';

-- In plpgsql, so that it is read only where pg_cron is.
create function pg_temp.jobs() returns text language plpgsql as $$
begin
  return (select string_agg(concat_ws(' ', j.jobname, j.schedule, j.command), '; ' order by j.jobname desc)
    from cron.job j where j.jobname like 'call-scheduler-%');
end $$;
create function pg_temp.ticks(schedule text) returns text language sql as $$
  select format('call-scheduler-tick %s select private.tick(''sweep''); '
    || 'call-scheduler-prune */10 * * * * select private.prune_history(); '
    || 'call-scheduler-fold * * * * * select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies(), private.fold_checkup_standings(); '
    || 'call-scheduler-compliance */10 * * * * select private.keep_compliance()', schedule)
$$;
create function pg_temp.try_with_cron() returns setof text language plpgsql as $$
declare
  told text;
  -- pg_cron before 1.5 knows minutes only.
  seconds_known boolean := true;
begin
  begin
    perform cron.schedule('probe', '10 seconds', 'select 1');
    perform cron.unschedule('probe');
  exception when others then
    seconds_known := false;
  end;

  told := configure_call_scheduler();
  return next is(told, case when seconds_known then '10 seconds' else '* * * * *' end,
    'without arguments it ticks every 10 seconds, or as often as this pg_cron can');
  return next is(pg_temp.settings(), case when seconds_known then 't 10' else 't 60' end, 'which is written down as it is');
  return next is(pg_temp.jobs(), pg_temp.ticks(told), 'the jobs run: the tick, and the removal of old history');

  told := configure_call_scheduler(interval_seconds => 59);
  return next is(told, case when seconds_known then '59 seconds' else '* * * * *' end, 'a shorter interval than a minute is in seconds');
  return next is(pg_temp.jobs(), pg_temp.ticks(told), 'and replaces the one before');
  return next is(configure_call_scheduler(interval_seconds => 60), '* * * * *', 'sixty seconds are a minute');
  return next is(pg_temp.settings(), 't 60', 'which is written down');
  return next is(configure_call_scheduler(true, 120), '*/2 * * * *', 'longer intervals are whole minutes');
  return next is(configure_call_scheduler(true, 3600), '0 * * * *', 'up to an hour');
  return next is(pg_temp.jobs(), pg_temp.ticks('0 * * * *'), 'there is still one tick');

  return next is(configure_call_scheduler(enabled => false), 'off', 'it can be switched off');
  return next is(pg_temp.jobs(), null, 'then nothing ticks');
  return next ok(pg_temp.settings() like 'f %', 'which is written down');
  return next is(configure_call_scheduler(enabled => false), 'off', 'twice is no harm');
  told := configure_call_scheduler(true, 60);
  return next is(pg_temp.jobs(), pg_temp.ticks('* * * * *'), 'and it can be switched on again');

  insert into cron.job_run_details (jobid, runid, database, username, command, status, start_time, end_time)
  select 0, -n, current_database(), current_user, 'old', 'succeeded', now() - n * interval '25 hours', now() - n * interval '25 hours'
  from generate_series(1, 5) n;
  insert into private.worker_runs (worker, instance, started_at)
  values ('sweep', 'old', now() - interval '8 days'), ('sweep', 'new', now() - interval '6 days');
  perform private.prune_history();
  return next is((select count(*) from cron.job_run_details d where d.command = 'old'), 2::bigint,
    'pg_cron''s history is kept for three days');
  return next is((select array_agg(r.instance) from private.worker_runs r where r.instance in ('old', 'new')), '{new}',
    'and passes for seven');
end $$;

select case when to_regclass('cron.job') is null then
    throws_ok('select configure_call_scheduler()', '55000', null, 'without pg_cron it says that pg_cron is needed')
  else pass('pg_cron is here') end;
select case when to_regclass('cron.job') is null then
    is(pg_temp.settings(), 'f 10', 'and changes nothing') else pass('and may be used') end;
select told from (select to_regclass('cron.job') is not null as here) c
cross join lateral (
  select t as told from pg_temp.try_with_cron() t where here
  union all
  select skip('pg_cron is not in this database', 17) where not here
) tried;

-- Health.
select is(scheduler_health() - array['cron_job', 'can_ring', 'calling_paused_reason', 'enabled', 'interval_seconds', 'last_sweep_started_at',
    'last_sweep_finished_at', 'due_calls', 'oldest_due_seconds', 'unknown_calls'], '{}', 'health tells what it promises and no more');
select is((select count(*) from jsonb_object_keys(scheduler_health())), 10::bigint, 'and all of it');
select is(scheduler_health() ->> 'enabled', (select enabled::text from private.workers where name = 'sweep'), 'as it is set');

select * from finish();
rollback;