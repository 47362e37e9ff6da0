-- Connects an organisation to HubSpot, or changes how, on behalf of p_actor. p_token: null keeps the one that is set.
-- p_settings: of the columns a user may set, those that are to change; null clears one. What is read from HubSpot is read
-- anew after a change. Outcomes: saved, forbidden, token_needed (there is none, and the environment's is not this
-- organisation's to use). A single organisation may use the environment's token by itself (p_has_default_token).
-- Errors: 23514 for a value out of bounds, 55000 without Vault.
create function public.put_hubspot_connection(
  p_org_id uuid, p_actor uuid, p_token text, p_settings jsonb, p_has_default_token boolean
) returns public.answer_outcome
language plpgsql security definer set search_path = '' as $$
declare
  known public.hubspot_connections;
  wanted public.hubspot_connections;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return 'forbidden'::public.answer_outcome;
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  if p_token is null and not (p_has_default_token and (select count(*) from public.organizations) = 1) and not exists (
    select from public.hubspot_connections c
    where c.org_id = p_org_id and (c.token_secret_id is not null or c.uses_default_token)
  ) then
    return 'token_needed'::public.answer_outcome;
  end if;
  insert into public.hubspot_connections (org_id) values (p_org_id) on conflict (org_id) do nothing;
  select c.* into known from public.hubspot_connections c where c.org_id = p_org_id for update;
  if p_token is not null then
    known.token_secret_id := private.keep_token(p_org_id, known.token_secret_id, p_token);
    known.uses_default_token := false;
  elsif known.token_secret_id is null then
    known.uses_default_token := true;
  end if;
  wanted := jsonb_populate_record(known, p_settings - array['org_id', 'token_secret_id', 'token_set',
    'uses_default_token', 'portal_id', 'state', 'state_detail', 'removed_at']);
  update public.hubspot_connections c
  set token_secret_id = known.token_secret_id, uses_default_token = known.uses_default_token,
    -- Whose portal it is, the worker finds out: limits are shared by portal.
    portal_id = case when p_token is null then known.portal_id end, portal_time_zone = wanted.portal_time_zone,
    checkup_property = wanted.checkup_property, phone_property = wanted.phone_property,
    mobile_property = wanted.mobile_property, time_zone_property = wanted.time_zone_property,
    language_property = wanted.language_property, owner_property = wanted.owner_property,
    do_not_call_property = wanted.do_not_call_property, default_country = wanted.default_country,
    write_back_enabled = wanted.write_back_enabled, last_call_date_property = wanted.last_call_date_property,
    last_call_outcome_property = wanted.last_call_outcome_property,
    call_summary_property = wanted.call_summary_property, property_types = '{}',
    state = 'untested', state_detail = null, state_at = null, removed_at = null,
    next_sync_at = private.current_time(), full_sync_after = private.current_time()
  where c.org_id = p_org_id;
  if p_token is not null then
    -- It may be another account's, where the same ids are other people: whatever is read next counts as newer.
    perform from public.contacts c where c.org_id = p_org_id order by c.contact_id for update;
    delete from public.contacts c where c.org_id = p_org_id and c.removed_at is not null;
    update public.contacts c set hubspot_modified_at = null where c.org_id = p_org_id and c.hubspot_modified_at is not null;
  end if;
  return 'saved'::public.answer_outcome;
end $$;
revoke all on function public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.put_hubspot_connection(uuid, uuid, text, jsonb, boolean) to service_role;
