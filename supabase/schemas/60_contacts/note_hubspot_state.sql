-- What a worker found out about a connection: its state with a sentence, and what HubSpot said of portal and properties
-- (null leaves what is known, and so do more types than are kept: values are then read by what they look like). p_revision is that
-- of the access it asked with (hubspot_access). Guarantee: what was found with another token or other settings than those that are set by now is not written.
create function public.note_hubspot_state(
  p_org_id uuid, p_revision integer, p_state public.hubspot_state, p_detail text, p_portal_id text default null, p_property_types jsonb default null
) returns void
language sql security definer set search_path = '' as $$
  update public.hubspot_connections c
  set state = p_state, state_detail = left(nullif(p_detail, ''), 1000), state_at = private.current_time(),
    portal_id = coalesce(p_portal_id, c.portal_id),
    property_types = case when octet_length(p_property_types::text) <= 65536 then p_property_types else c.property_types end
  where c.org_id = p_org_id and c.revision = p_revision and c.removed_at is null
$$;
revoke all on function public.note_hubspot_state(uuid, integer, public.hubspot_state, text, text, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.note_hubspot_state(uuid, integer, public.hubspot_state, text, text, jsonb) to service_role;
