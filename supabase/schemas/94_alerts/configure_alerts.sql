-- Sets what looks for trouble, and whom the operator has told. What is left out stays; it can be run again at any time.
--   enabled => false stops the looks, and with them the heartbeat.
--   interval_seconds: 1..59, or a whole number of minutes up to 3600. pg_cron older than 1.5 knows minutes only.
--   url: the operator's endpoint, told of alerts as organisations' endpoints are (docs/webhooks.md), beginning with a trial; '': none.
--   secret: what signs (whsec_…, 24 to 64 bytes in base64); without one a new endpoint gets one. The one before signs beside it for a day.
--   heartbeat_url: asked (GET) every heartbeat_seconds while all is well (private.send_heartbeat); '': none.
-- Answers what is set, and a secret that was made here: this once.
-- Errors: 22023 for what is none of this, 23514 for an address that is none, 55000 without pg_cron or Vault.
create function public.configure_alerts(
  enabled boolean default true, interval_seconds integer default null, url text default null, secret text default null,
  heartbeat_url text default null, heartbeat_seconds integer default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  w private.alert_watch;
  made_secret text;
begin
  if enabled is null then
    raise exception 'enabled must be true or false' using errcode = '22023';
  elsif secret !~ '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' then
    raise exception 'a secret is whsec_ and 24 to 64 bytes in base64' using errcode = '22023';
  end if;
  update private.alert_watch k
  set enabled = configure_alerts.enabled, interval_seconds = coalesce(configure_alerts.interval_seconds, k.interval_seconds),
    heartbeat_url = case when configure_alerts.heartbeat_url is null then k.heartbeat_url
      else nullif(configure_alerts.heartbeat_url, '') end,
    heartbeat_seconds = coalesce(configure_alerts.heartbeat_seconds, k.heartbeat_seconds),
    heartbeat_at = case when configure_alerts.heartbeat_url is null then k.heartbeat_at end,
    -- From here on looks are missed.
    looked_at = private.current_time()
  where k.only_row
  returning * into w;
  if to_regnamespace('cron') is null then
    raise exception 'pg_cron is not installed in this database: enable it, then run this again' using errcode = '55000';
  elsif enabled then
    w.interval_seconds := private.schedule_job('call-alerts', w.interval_seconds, 'select private.look_at_alerts()');
    update private.alert_watch k set interval_seconds = w.interval_seconds where k.only_row;
  else
    perform cron.unschedule(j.jobid) from cron.job j where j.jobname = 'call-alerts';
  end if;
  if url is not null or secret is not null then
    made_secret := private.keep_operator_endpoint(url, secret);
  end if;
  return jsonb_strip_nulls(jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds,
    'url', (select h.url from public.webhooks h where h.org_id is null), 'secret', made_secret,
    'heartbeat_url', w.heartbeat_url, 'heartbeat_seconds', w.heartbeat_seconds));
end $$;
revoke all on function public.configure_alerts(boolean, integer, text, text, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.configure_alerts(boolean, integer, text, text, text, integer) to service_role;
