-- How far an organisation's readings are, for those who asked for one at p_since: requested or running, or how the last one
-- begun since then ended. null: not connected.
create function public.contact_sync_progress(p_org_id uuid, p_since timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('state', coalesce(r.state::text, 'requested'), 'rules_pending', c.rules_pending,
    'contacts_read', coalesce(r.contacts_read, 0), 'contacts_changed', coalesce(r.contacts_changed, 0),
    'contacts_broken', coalesce(r.contacts_broken, 0), 'contacts_removed', coalesce(r.contacts_removed, 0),
    'reason_code', coalesce(r.reason_code, held.reason_code), 'reason', coalesce(r.reason, held.reason),
    'schedules_created', (
      select count(*) from public.call_schedules s
      where s.org_id = c.org_id and s.rule_id is not null and s.created_at >= p_since))
  from public.hubspot_connections c
  left join lateral (
    select k.* from public.contact_syncs k
    where k.org_id = c.org_id and (k.started_at >= p_since or k.state = 'running' or k.finished_at >= p_since)
    order by k.id desc limit 1
  ) r on c.sync_requested_at is null
  -- What a reading that was begun earlier waits for holds the one up that was asked for.
  left join public.contact_syncs held on held.org_id = c.org_id and held.state = 'running' and c.sync_requested_at is not null
  where c.org_id = p_org_id and c.removed_at is null
$$;
revoke all on function public.contact_sync_progress(uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.contact_sync_progress(uuid, timestamptz) to service_role;
