-- Has what is to be read changed since this reading began, so that a full one takes its place?
create function private.is_superseded(r public.contact_syncs) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.hubspot_connections c
    where c.org_id = r.org_id and (c.synced_until is null or c.full_sync_after <= private.current_time())
      -- A full reading's beginning put off the next one by a day; a change of what is read brings it near again.
      and (r.kind = 'changes' or c.full_sync_after < r.started_at + interval '24 hours'))
$$;
revoke all on function private.is_superseded(public.contact_syncs) from public;
