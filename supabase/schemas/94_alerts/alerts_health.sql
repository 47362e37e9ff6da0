-- What an operator asks of the alerts: does somebody look, who is told, what is open. Read by `deno task doctor` and by monitoring.
--   enabled, interval_seconds: as configure_alerts has set them. looked_seconds_ago: null when nobody ever looked.
--   endpoint: the operator's, or null; failing_seconds: since when nothing reaches it.
--   heartbeat: null where no address is set; sent_seconds_ago: null when it was never sent.
--   failing: the rules that cannot be looked at, and why.
--   open: what was told and is not over, the operator's first; org_slug null: the operator's.
create function public.alerts_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('enabled', w.enabled, 'interval_seconds', w.interval_seconds,
    'looked_seconds_ago', round(extract(epoch from private.current_time() - w.looked_at)),
    'endpoint', (
      select jsonb_build_object('is_active', h.is_active,
        'failing_seconds', round(extract(epoch from private.current_time() - h.failing_since)))
      from public.webhooks h where h.org_id is null),
    'heartbeat', case when w.heartbeat_url is not null then jsonb_build_object(
      'sent_seconds_ago', round(extract(epoch from private.current_time() - w.heartbeat_at))) end,
    'failing', (
      select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'failure', r.failure) order by r.code), '[]')
      from private.alert_rules r where r.failing_since is not null),
    'open', (
      select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'severity', a.severity, 'org_slug', o.slug, 'subject', a.subject,
        'sentence', a.sentence, 'open_seconds', round(extract(epoch from private.current_time() - a.raised_at)))
        order by o.slug nulls first, a.raised_at), '[]')
      from public.alerts a left join public.organizations o on o.id = a.org_id where a.state = 'open'))
  from private.alert_watch w
$$;
revoke all on function public.alerts_health() from public, anon, authenticated, service_role;
grant execute on function public.alerts_health() to service_role;
