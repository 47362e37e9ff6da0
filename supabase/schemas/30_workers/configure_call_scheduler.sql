-- Sets the schedule of the scheduler: the sweep's tick (configure_worker), the pruning of old history, the adding up of what the
-- statistics and reports count, the daily look at check-ups, and the sealing of the audit trail. Can be run again at any time; the last call wins.
--   interval_seconds: as for any worker; where the tick comes more seldom than that, the sweep stays on to place calls on
--   time.
--   enabled => false stops the ticking; what is already placed is still followed by its webhooks, but nobody looks for a
--   webhook that is lost. To stop dialling alone: pause_all_calling.
create function public.configure_call_scheduler(enabled boolean default true, interval_seconds integer default 10)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies(), private.fold_checkup_standings()');
    perform cron.schedule('call-scheduler-compliance', '*/10 * * * *', 'select private.keep_compliance()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
    perform cron.schedule('audit-seal', '* * * * *', 'select private.seal_audit()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'call-scheduler-compliance', 'calling-policy',
      'audit-seal');
  end if;
  return every;
end $$;
revoke all on function public.configure_call_scheduler(boolean, integer) from public, anon, authenticated, service_role;
grant execute on function public.configure_call_scheduler(boolean, integer) to service_role;
