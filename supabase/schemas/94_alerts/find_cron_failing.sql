-- A job of ours in pg_cron has failed so many times in a row, or the tick of a worker that is on is not there. Of the last 3 000
-- runs, which are those of an hour or more, so that the look is as cheap however long runs are kept.
create function private.find_cron_failing() returns setof private.alert_finding
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Dynamic, because the extension may be absent.
  find_jobs constant text := $cron$
    with latest as materialized (
      select d.jobid, d.runid, d.status, d.return_message from cron.job_run_details d order by d.runid desc limit 3000
    )
    select j.jobname::text, failed.runs, jsonb_build_object('job', j.jobname, 'message', left(failed.message, 500))
    from cron.job j
    cross join lateral (
      select count(*) filter (where l.status = 'failed') as runs, count(*) as seen,
        max(l.return_message) filter (where l.place = 1) as message
      from (
        select k.status, k.return_message, row_number() over (order by k.runid desc) as place
        from latest k where k.jobid = j.jobid and k.status in ('succeeded', 'failed')
      ) l
      where l.place <= $1
    ) failed
    where j.active and j.database = current_database() and failed.runs >= $1
    union all
    select w.cron_job, 0, jsonb_build_object('job', w.cron_job, 'message', 'There is no such job, or it is switched off.')
    from private.workers w
    where w.enabled and not exists (select from cron.job j where j.jobname = w.cron_job and j.active)
  $cron$;
  threshold constant integer := private.alert_threshold('cron_failing');
begin
  if threshold is null or to_regclass('cron.job') is null then
    return;
  end if;
  return query execute format('select null::uuid, left(f.jobname, 200), f.runs::numeric, f.data from (%s) f (jobname, runs, data)', find_jobs)
    using threshold;
end $$;
revoke all on function private.find_cron_failing() from public, anon, authenticated, service_role;
