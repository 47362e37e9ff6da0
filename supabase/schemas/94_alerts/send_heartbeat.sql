-- The dead man's switch: asks the operator's address while all is well, and says whether it did. Not while anything of the operator's
-- is open, a rule cannot be looked at, or the operator's own endpoint has not been reached for ten minutes: then, as when pg_cron,
-- pg_net or the whole database stands still, it stays away, and whoever waits for it tells the operator.
create function private.send_heartbeat() returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  -- Dynamic, because the extension may be absent.
  ask constant text := 'select net.http_get(url := $1, timeout_milliseconds := 5000)';
  w private.alert_watch;
begin
  select k.* into w from private.alert_watch k;
  if w.heartbeat_url is null
    -- The look that is nearest to its time: looks are not made on the dot.
    or w.heartbeat_at > now_is - make_interval(secs => w.heartbeat_seconds - least(w.interval_seconds, w.heartbeat_seconds) / 2.0)
    or exists (select from public.alerts a where a.org_id is null and a.state = 'open')
    or exists (select from private.alert_rules r where r.failing_since is not null)
    or exists (
      select from public.webhooks h
      where h.org_id is null and (not h.is_active or h.failing_since <= now_is - interval '10 minutes')) then
    return false;
  end if;
  execute ask using w.heartbeat_url;
  update private.alert_watch k set heartbeat_at = now_is where k.only_row;
  return true;
exception when others then
  raise log 'call scheduler: the heartbeat could not be sent (%)', sqlstate;
  return false;
end $$;
revoke all on function private.send_heartbeat() from public, anon, authenticated, service_role;
