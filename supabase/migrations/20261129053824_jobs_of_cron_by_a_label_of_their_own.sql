SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.measure_workers()
  RETURNS TABLE (
    metric public.metric,
    labels jsonb,
    value  numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;
