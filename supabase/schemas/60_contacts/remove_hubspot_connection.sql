-- The end of a connection, with all that hangs on it.

-- Disconnects an organisation from HubSpot on behalf of p_actor: the token and the cached contacts are erased, nothing is
-- read or written any more, and calls that rules planned are withdrawn, since nobody could look any more whether they are
-- still wanted. Outcomes: removed, forbidden, not_connected.
create function public.remove_hubspot_connection(p_org_id uuid, p_actor uuid) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  known public.hubspot_connections;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  perform from public.contact_syncs r where r.org_id = p_org_id and r.state = 'running' for no key update;
  select c.* into known from public.hubspot_connections c
  where c.org_id = p_org_id and c.removed_at is null for update;
  if not found then
    return 'not_connected'::public.answer_outcome;
  end if;
  perform private.drop_token(known.token_secret_id);
  update public.hubspot_connections c
  set token_secret_id = null, uses_default_token = false, removed_at = private.current_time(), synced_until = null,
    sync_requested_at = null, rules_pending = false
  where c.org_id = p_org_id;
  update public.contact_syncs r
  set state = 'failed', finished_at = private.current_time(), reason_code = 'disconnected',
    reason = 'HubSpot was disconnected.'
  where r.org_id = p_org_id and r.state = 'running';
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'hubspot_disconnected', retry_at = null,
    status_reason = 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
  where s.org_id = p_org_id and s.rule_id is not null and s.call_status = 'scheduled' and s.deleted_at is null;
  -- What was read of people goes as well; the calls keep what they need.
  perform from public.contacts c where c.org_id = p_org_id order by c.contact_id for update;
  delete from public.contacts c where c.org_id = p_org_id;
  return 'removed'::public.answer_outcome;
end $$;
revoke all on function public.remove_hubspot_connection(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_hubspot_connection(uuid, uuid) to service_role;
