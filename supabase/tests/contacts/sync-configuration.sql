-- How often contacts are read is set in SQL, and can be set again at any time.
begin;
set local search_path = public, extensions, fixtures;
set local time zone 'UTC';
select plan(21);

select set_clock('2026-11-22 10:00Z');
select make_acme_and_globex();
insert into hubspot_connections (org_id, uses_default_token, synced_until, next_sync_at)
values (id_of('acme'), true, '2026-11-22 09:50Z', '2026-11-22 10:50Z'), (id_of('globex'), true, null, '2026-11-22 10:00Z');
create function pg_temp.next_sync() returns text[] language sql as $$
  select array_agg(to_char(next_sync_at, 'HH24:MI') order by synced_until) from hubspot_connections
$$;

-- A stand-in where pg_cron is not installed; it vanishes with this transaction.
do $$
begin
  if to_regnamespace('cron') is null then
    create schema cron;
    create table cron.job (jobid bigint generated always as identity, jobname text, schedule text, command text);
    create table cron.job_run_details (end_time timestamptz);
    create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as $fn$
      delete from cron.job where jobname = job_name;
      insert into cron.job (jobname, schedule, command) values (job_name, schedule, command) returning jobid
    $fn$;
    create function cron.unschedule(job_id bigint) returns boolean language sql as $fn$
      delete from cron.job where jobid = job_id returning true
    $fn$;
  end if;
end $$;
create function pg_temp.job() returns text language sql as $$
  select schedule || ' ' || command from cron.job where jobname = 'hubspot-sync-tick'
$$;
create function pg_temp.setting() returns text language sql as $$
  select row(w.enabled, s.interval_minutes)::text from private.workers w cross join private.sync_schedule s where w.name = 'sync'
$$;

select is(configure_hubspot_sync(), 'every 60 minutes', 'by default contacts are read every hour');
select is(pg_temp.job(), '* * * * * select private.tick(''sync'')', 'and the tick looks for work once a minute');
select is(pg_temp.setting(), '(t,60)', 'which is kept');
select is(pg_temp.next_sync(), '{10:50,10:00}', 'what was due stays so');
select is(configure_hubspot_sync(interval_minutes => 15), 'every 15 minutes', 'a shorter interval');
select is(pg_temp.next_sync(), '{10:05,10:00}', 'counts for the next reading');
select is(pg_temp.setting(), '(t,15)', 'the last call wins');
select is(configure_hubspot_sync(interval_minutes => 1440), 'every 1440 minutes', 'a longer one');
select is(pg_temp.next_sync(), '{10:05,10:00}', 'counts for those after it');
select is((select count(*) from cron.job where jobname = 'hubspot-sync-tick'), 1::bigint,
  'there is one tick, however often it is set');
select is(configure_hubspot_sync(false), 'off', 'it can be switched off');
select is(pg_temp.job(), null, 'then nothing ticks');
select is(configure_hubspot_sync(false), 'off', 'twice');
select throws_ok(statement, '22023', null, 'refused: ' || statement)
from unnest(array['select configure_hubspot_sync(interval_minutes => 0)', 'select configure_hubspot_sync(interval_minutes => 1441)',
  'select configure_hubspot_sync(interval_minutes => null)', 'select configure_hubspot_sync(null)']) statement;
select is(pg_temp.setting(), '(f,60)', 'and changes nothing');
select results_eq($$ select table_name, row_id, count(*) from audit_log where table_name = 'sync_schedule' or (table_name, row_id) = ('workers', 'sync') group by 1, 2 order by 1 $$,
  $$ values ('sync_schedule', 'true', 3::bigint), ('workers', 'sync', 2) $$, 'each change is in the trail');

-- What nobody needs any more.
insert into contacts (org_id, contact_id, contact_name, phone_problem, checkup_problem, removed_at, removed_reason)
select id_of('acme'), days::text, 'Asha Rao', 'missing', 'missing', private.current_time() - make_interval(days => nullif(days, 1)),
  case when days > 1 then 'deleted'::removal_reason end
from unnest(array[1, 29, 31]) days;
insert into contact_syncs (org_id, kind, state, started_at, finished_at)
select id_of('acme'), 'full', 'completed', moment, moment
from unnest(array[29, 31]) days, lateral (select private.current_time() - make_interval(days => days)) m (moment);
select private.prune_history();
select is((select array_agg(contact_id order by contact_id::int) from contacts), '{1,29}',
  'contacts that HubSpot has had no more for thirty days are forgotten');
select is((select array_agg(date_part('day', private.current_time() - finished_at)) from contact_syncs), '{29}', 'as are readings');

select * from finish();
rollback;