-- Sets how often a worker ticks, and says so in pg_cron's words. Can be run again at any time; the last call wins.
--   interval_seconds: 1..59, or a whole number of minutes up to 3600; left out, it stays. pg_cron older than 1.5 knows
--   minutes only: there a shorter interval becomes one minute, said by a warning.
--   enabled => false stops the ticking ('off').
-- Error: 22023 for what is none of this, 55000 without pg_cron.
create function public.configure_worker(worker text, enabled boolean default true, interval_seconds integer default null)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  tick constant text := format('select private.tick(%L)', worker);
  seconds integer;
  job text;
  took integer;
begin
  select coalesce(configure_worker.interval_seconds, w.interval_seconds), w.cron_job into seconds, job
  from private.workers w where w.name = worker;
  if job is null then
    raise exception 'there is no worker "%"', worker using errcode = '22023';
  elsif enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif seconds not between 1 and 3600 or (seconds >= 60 and seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', seconds using errcode = '22023';
  elsif to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;

  update private.workers w set enabled = configure_worker.enabled, interval_seconds = seconds where w.name = worker;
  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = job;
    return 'off';
  end if;

  took := private.schedule_job(job, seconds, tick);
  update private.workers w set interval_seconds = took where w.name = worker and w.interval_seconds <> took;
  return private.cron_words(took);
end $$;
revoke all on function public.configure_worker(text, boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_worker(text, boolean, integer) to service_role;
