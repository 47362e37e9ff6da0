-- Sets the schedule of the scheduler. Can be run again at any time; the last call wins.
--   interval_seconds: 1..59, or a whole number of minutes up to 3600. pg_cron older than 1.5 knows minutes only: there a
--   shorter interval becomes one minute, said by a warning, and the sweep stays on to place calls on time.
--   enabled => false stops the ticking; what is already placed is still followed by its webhooks, but nobody looks for a
--   webhook that is lost. To stop dialling alone: pause_all_calling.
create function public.configure_call_scheduler(enabled boolean default true, interval_seconds integer default 10)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  every text;
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif interval_seconds is null or interval_seconds not between 1 and 3600
    or (interval_seconds >= 60 and interval_seconds % 60 <> 0) then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got %', interval_seconds
      using errcode = '22023';
  end if;

  if to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  end if;

  update private.scheduler s
  set enabled = configure_call_scheduler.enabled, interval_seconds = configure_call_scheduler.interval_seconds
  where s.only_row;

  if not enabled then
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-tick', 'call-scheduler-prune');
    return 'off';
  end if;

  every := case
    when interval_seconds = 3600 then '0 * * * *'
    when interval_seconds = 60 then '* * * * *'
    when interval_seconds > 60 then format('*/%s * * * *', interval_seconds / 60)
    else format('%s seconds', interval_seconds)
  end;
  begin
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  exception when others then
    if interval_seconds >= 60 then
      raise;
    end if;
    raise warning 'this pg_cron knows minutes only: the scheduler ticks once a minute';
    every := '* * * * *';
    update private.scheduler s set interval_seconds = 60 where s.only_row;
    perform cron.schedule('call-scheduler-tick', every, 'select private.ring_sweep_if_needed()');
  end;
  perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
  return every;
end $$;
revoke all on function public.configure_call_scheduler(boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_call_scheduler(boolean, integer) to service_role;
