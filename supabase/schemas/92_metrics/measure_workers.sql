-- What keeps calls going. Of the whole installation: workers know no organisation.
--   sweep_age_seconds, sync_age_seconds: since the latest run that was completed, or, where none is known, since the worker was set.
--     They grow while there is nothing to do, for then none is rung.
--   worker_unanswered_seconds: since the tick first rang without a run; 0: it came.
--   worker_ticking: its job is there and on.
--   cron_age_seconds, cron_failed_runs: of each job, since it last ran, and how often it failed within a quarter of an hour. Of the
--     latest 5 000 runs: the table has no index but its key. A job that is in none of them is at least as old as the oldest.
--   retention_failing: kinds of old rows that cannot be pruned. tallies_unfolded: what gathers when the adding up stops.
create function private.measure_workers() returns table (metric public.metric, labels jsonb, value numeric)
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  -- Dynamic, because the extension may be absent.
  read_cron constant text := $cron$
    with latest as materialized (
      select r.jobid, r.status, r.start_time from cron.job_run_details r order by r.runid desc limit 5000
    ), ours as (
      select j.jobname::text as name, min($1 - l.start_time) as age,
        count(*) filter (where l.status = 'failed' and l.start_time > $1 - interval '15 minutes') as failed
      from cron.job j left join latest l on l.jobid = j.jobid
      where j.active and j.database = current_database()
        and (j.jobname like 'call-%' or j.jobname = 'calling-policy' or j.jobname in (select w.cron_job from private.workers w))
      group by 1
    )
    select m.metric, jsonb_build_object('cron_job', o.name), m.value
    from ours o cross join lateral (values
      ('cron_age_seconds'::public.metric,
        greatest(extract(epoch from coalesce(o.age, (select max($1 - l.start_time) from latest l), interval '0')), 0)),
      ('cron_failed_runs', o.failed)) as m (metric, value)
  $cron$;
begin
  if to_regclass('cron.job') is not null then
    return query execute read_cron using now_is;
    return query execute $cron$
      select 'worker_ticking'::public.metric, jsonb_build_object('worker', w.name), (w.enabled and exists (
        select from cron.job j where j.jobname = w.cron_job and j.active and j.database = current_database()))::integer::numeric
      from private.workers w $cron$;
  end if;

  return query
  select m.metric, '{}'::jsonb, greatest(extract(epoch from now_is - coalesce((
      select r.finished_at from private.worker_runs r
      where r.worker = m.worker and r.finished_at is not null order by r.id desc limit 1
    ), w.updated_at)), 0)
  from (values ('sweep_age_seconds'::public.metric, 'sweep'), ('sync_age_seconds', 'sync')) as m (metric, worker)
  join private.workers w on w.name = m.worker;

  return query
  select 'worker_unanswered_seconds'::public.metric, jsonb_build_object('worker', w.name),
    coalesce(case when latest.started_at is null or latest.started_at < w.rung_at then
      greatest(extract(epoch from now_is - w.rung_at), 0) end, 0)
  from private.workers w
  left join lateral (
    select r.started_at from private.worker_runs r where r.worker = w.name order by r.id desc limit 1
  ) latest on true;

  return query
  select 'retention_failing'::public.metric, '{}'::jsonb, count(*)::numeric from private.retention r where r.failing_since is not null
  union all
  select 'tallies_unfolded', '{}'::jsonb, count(*) from private.call_tallies;
end $$;
revoke all on function private.measure_workers() from public, anon, authenticated, service_role;
