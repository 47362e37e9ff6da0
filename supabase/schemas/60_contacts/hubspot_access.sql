-- What a worker needs to talk to the organisation's HubSpot; null when it is not connected. token is null where the
-- environment's applies (uses_default_token).
create function public.hubspot_access(p_org_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'org_id', c.org_id, 'revision', c.revision, 'token', private.read_token(c.token_secret_id), 'uses_default_token', c.uses_default_token,
    'portal_id', c.portal_id, 'portal_time_zone', coalesce(c.portal_time_zone, o.time_zone),
    'time_zone', o.time_zone,
    'properties', jsonb_build_object('checkup', c.checkup_property, 'phone', c.phone_property,
      'mobile', c.mobile_property, 'time_zone', c.time_zone_property, 'language', c.language_property,
      'owner', c.owner_property, 'do_not_call', c.do_not_call_property,
      'last_call_date', c.last_call_date_property, 'last_call_outcome', c.last_call_outcome_property,
      'call_summary', c.call_summary_property,
      'more_checkups', (
        select coalesce(jsonb_agg(distinct r.checkup_property), '[]') from public.call_schedule_rules r
        where r.org_id = c.org_id and r.checkup_property is not null)),
    'property_types', c.property_types, 'default_country', c.default_country,
    'allowed_number_kinds', o.allowed_number_kinds,
    'write_back_enabled', c.write_back_enabled, 'state', c.state)
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.org_id = p_org_id and c.removed_at is null
$$;
revoke all on function public.hubspot_access(uuid) from public, anon, authenticated, service_role;
grant execute on function public.hubspot_access(uuid) to service_role;
