-- How an organisation stands, for its members; null for whoever is no member. Beside what the pulse tells (private.organization_pulse):
--   calling: is it on, and why not. calls: those that wait since their time, and of how many nobody knows whether they were made.
--   hubspot: the connection as it was last found, and what waits to be written back or was refused; null without one.
--   webhooks: endpoints by how they are, and what waits to be told or was given up. At most 1 000 of each are counted.
--   alerts: how many are open, by severity.
--   key_rotation: the change of a key of phone numbers that goes on, of all organisations together, hence in parts of a hundred.
create function private.organization_health(p_slug text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  o record;
  first_due timestamptz;
begin
  select c.id, c.calling_paused_code, c.calling_paused_reason, c.calling_paused_at, c.max_concurrent_calls, l.in_use into o
  from public.organizations c
  join private.organization_lines l on l.org_id = c.id
  where c.slug = p_slug and c.id in (select private.my_org_ids());
  if not found then
    return null;
  end if;
  first_due := private.earliest_due(o.id);
  return jsonb_build_object(
    'stalled', private.is_stalled(o.id),
    'calling', jsonb_build_object('is_on', coalesce(private.all_calling_paused(), o.calling_paused_reason) is null,
      'paused_code', o.calling_paused_code, 'paused_reason', coalesce(private.all_calling_paused(), o.calling_paused_reason),
      'paused_at', case when o.calling_paused_reason is not null then o.calling_paused_at end),
    'lines', jsonb_build_object('in_use', o.in_use, 'most', o.max_concurrent_calls),
    'calls', jsonb_build_object('due', private.count_overdue(o.id),
      'oldest_due_seconds', case when first_due <= now_is then round(extract(epoch from now_is - first_due)) end,
      'unknown', (select count(*) from public.call_attempts t where t.org_id = o.id and t.state <> 'ended' and t.state = 'unknown')),
    'hubspot', (
      select jsonb_build_object('state', c.state, 'read_at', c.synced_until,
        'waiting', (select count(*) from (
          select from public.crm_outbox e where e.org_id = o.id and e.state in ('pending', 'sending', 'unknown') limit 1000) k),
        'dead', (select count(*) from (select from public.crm_outbox e where e.org_id = o.id and e.state = 'dead' limit 1000) k))
      from public.hubspot_connections c where c.org_id = o.id and c.removed_at is null),
    'webhooks', (
      select jsonb_build_object('well', count(*) filter (where w.is_active and w.failures = 0),
        'failing', count(*) filter (where w.is_active and w.failures > 0), 'off', count(*) filter (where not w.is_active),
        'waiting', coalesce(sum(open.deliveries), 0),
        'dead', (select count(*) from (
          select from public.webhook_deliveries d
          where d.org_id = o.id and d.state = 'dead' and d.created_at > now_is - interval '4 days' limit 1000) k))
      from public.webhooks w
      cross join lateral (
        select count(*) as deliveries from (
          select from public.webhook_deliveries d where d.webhook_id = w.id and d.state in ('pending', 'sending') limit 1000) k
      ) open
      where w.org_id = o.id),
    'alerts', (
      select jsonb_build_object('critical', count(*) filter (where a.severity = 'critical'),
        'warning', count(*) filter (where a.severity = 'warning'))
      from public.alerts a where a.org_id = o.id and a.state = 'open'),
    'key_rotation', (
      select jsonb_build_object('state', k.standing -> 'state', 'seconds_left', k.standing -> 'seconds_left',
        'percent', case when k.standing ->> 'state' = 'left_over' then 100 when (k.standing ->> 'total')::bigint > 0
          then (k.standing ->> 'done')::bigint * 100 / (k.standing ->> 'total')::bigint else 0 end)
      from (
        select private.rotation_standing(r.id) as standing
        from private.phone_rotations r where r.finished_at is null order by r.id limit 1
      ) k));
end $$;
revoke all on function private.organization_health(text) from public, anon, authenticated, service_role;
grant execute on function private.organization_health(text) to authenticated;

create function public.organization_health(p_slug text) returns jsonb
language sql stable set search_path = '' as $$
  select private.organization_health(p_slug)
$$;
revoke all on function public.organization_health(text) from public, anon, authenticated, service_role;
grant execute on function public.organization_health(text) to authenticated;
