-- The sentence of an alert, for people; programs go by the code.
create function private.say_alert(p_code public.alert_code, p_subject text, p_value numeric, p_data jsonb) returns text
language sql stable security definer set search_path = '' as $$
  select left(case p_code
    when 'sweep_stalled' then format('Calls are due and nobody dials them: the first has waited for %s seconds.', p_value)
    when 'worker_wedged' then format('The worker "%s" is rung and does no work, for %s seconds now.', p_subject, p_value)
    when 'cron_failing' then format('The job "%s" of pg_cron does not succeed: %s', p_subject, p_data ->> 'message')
    when 'retention_behind' then format('What is old of "%s" could not be deleted for %s seconds: %s', p_subject, p_value, p_data ->> 'failure')
    when 'database_large' then format('The database has %s gigabytes.', p_value)
    when 'phone_key_wrong' then format('Calling of %s organisations waits for a key of phone numbers that the functions do not have.', p_value)
    when 'look_failing' then format('Nobody would be told of "%s": looking for it fails: %s', p_subject, p_data ->> 'failure')
    when 'sealing_behind' then format('What was written to the audit trail has not been sealed for %s seconds.', p_value)
    when 'calls_late' then format('A call that is due has waited for %s seconds.', p_value)
    when 'calls_unknown' then format('Of %s calls nobody knows whether they were made.', p_value)
    when 'failure_rate' then format('%s %% of the calls of the last hour failed (%s of %s).',
      round(p_value * 100), p_data ->> 'failed', p_data ->> 'attempts')
    when 'no_answer_rate' then format('Nobody answered %s %% of the calls of the last hour (%s of %s).',
      round(p_value * 100), p_data ->> 'no_answer', p_data ->> 'attempts')
    when 'wallet_empty' then 'Calling is stopped: Bolna''s wallet is empty.'
    when 'bolna_rejected' then 'Calling is stopped: Bolna refuses the key, the agent or the number that it calls from.'
    when 'hubspot_rejected' then format('HubSpot cannot be read: %s.', replace(p_data ->> 'hubspot_state', '_', ' '))
    when 'write_back_dead' then format('HubSpot refuses %s calls that were to be written to it.', p_value)
    when 'webhook_dead' then format('An endpoint could not be told %s events within three days.', p_value)
    when 'webhook_switched_off' then 'An endpoint was switched off: it is gone, or nothing reached it for five days.'
  end, 1000)
$$;
revoke all on function private.say_alert(public.alert_code, text, numeric, jsonb) from public, anon, authenticated, service_role;
