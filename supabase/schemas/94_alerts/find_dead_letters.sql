-- What was given up, and since then neither sent again nor got old. A hundred of each are counted at most: that there are is what
-- matters.

-- HubSpot refuses so many of an organisation's calls of the last seven days.
create function private.find_write_back_dead() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select t.org_id, '', dead.entries::numeric, '{}'::jsonb
  from private.organizations_to_tell('write_back_dead') t
  cross join lateral (
    select count(*) as entries from (
      select from public.crm_outbox e
      where e.org_id = t.org_id and e.state = 'dead' and e.created_at > private.current_time() - interval '7 days' limit 100
    ) counted
  ) dead
  where dead.entries >= greatest(t.threshold, 1)
$$;
revoke all on function private.find_write_back_dead() from public, anon, authenticated, service_role;

-- An endpoint was not told so many events of the last four days, of which it was tried for three.
create function private.find_webhook_dead() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select w.org_id, w.id::text, dead.deliveries::numeric, jsonb_build_object('webhook_id', w.id)
  from public.webhooks w
  join private.organizations_to_tell('webhook_dead') t on t.org_id = w.org_id
  cross join lateral (
    select count(*) as deliveries from (
      select from public.webhook_deliveries d
      where d.org_id = w.org_id and d.webhook_id = w.id and d.state = 'dead' and d.reason_code = 'given_up'
        and d.created_at > private.current_time() - interval '4 days'
        and not exists (select from public.webhook_deliveries again where again.replay_of = d.id and again.state = 'delivered')
      limit 100
    ) counted
  ) dead
  where dead.deliveries >= greatest(t.threshold, 1)
$$;
revoke all on function private.find_webhook_dead() from public, anon, authenticated, service_role;

-- An endpoint was switched off by itself: it is gone, or nothing reached it for five days. The operator's too.
create function private.find_webhook_switched_off() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select w.org_id, w.id::text, null::numeric, jsonb_build_object('webhook_id', w.id, 'off_code', w.off_code)
  from public.webhooks w
  where w.off_code in ('gone', 'failing') and (w.org_id is null
    or exists (select from private.organizations_to_tell('webhook_switched_off') t where t.org_id = w.org_id))
$$;
revoke all on function private.find_webhook_switched_off() from public, anon, authenticated, service_role;
