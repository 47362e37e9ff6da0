-- In what the threshold of an alert is counted.
create function private.alert_unit(p_code public.alert_code) returns public.alert_unit
language sql immutable set search_path = '' as $$
  select case
    when p_code in ('sweep_stalled', 'worker_wedged', 'retention_behind', 'look_failing', 'sealing_behind', 'calls_late')
      then 'seconds'::public.alert_unit
    when p_code = 'cron_failing' then 'runs'
    when p_code = 'database_large' then 'gigabytes'
    when p_code = 'phone_key_wrong' then 'organizations'
    when p_code in ('calls_unknown', 'write_back_dead') then 'calls'
    when p_code = 'webhook_dead' then 'events'
    when p_code in ('failure_rate', 'no_answer_rate') then 'share'
    else 'at_once'
  end
$$;
revoke all on function private.alert_unit(public.alert_code) from public, anon, authenticated, service_role;
