-- Is there anything for the sync to do: a reading that is due, asked for or left unfinished, of contacts or of a list; rules to evaluate; an
-- entry to write back. It does not look ahead: nothing of it is a matter of seconds.
create function private.sync_has_work(p_within_seconds numeric) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
      select from public.hubspot_connections c
      left join public.contact_syncs r on r.org_id = c.org_id and r.state = 'running'
      where c.removed_at is null
        and (r.id is null or r.lease_expires_at is null or r.lease_expires_at <= private.current_time()
          or private.is_superseded(r))
        and (r.id is not null or c.sync_requested_at is not null or c.next_sync_at <= private.current_time()))
    or exists (select from private.list_readings l where l.lease_expires_at <= private.current_time())
    or exists (select from private.organizations_to_evaluate())
    or exists (
      select from public.crm_outbox e
      join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
      where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
        and not private.is_behind_another(e))
    -- The first organisation of an installation may have its token in the environment: the function finds out. On its first
    -- day, so that an installation without HubSpot is not asked for ever.
    or ((select count(*) from public.organizations) = 1 and not exists (select from public.hubspot_connections)
      and exists (select from public.organizations o where o.created_at > private.current_time() - interval '1 day'))
$$;
revoke all on function private.sync_has_work(numeric) from public;
