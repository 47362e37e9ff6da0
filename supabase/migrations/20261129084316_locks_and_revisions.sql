SET local check_function_bodies = off;

DROP FUNCTION "public"."note_hubspot_state"(uuid, public.hubspot_state, text, text, jsonb);

ALTER TABLE "public"."hubspot_connections"
  ADD COLUMN "revision" integer NOT NULL DEFAULT 1;

CREATE OR REPLACE FUNCTION private.lock_waiting_calls (
  p_org_id   uuid,
  p_contacts jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform from public.call_schedules s
  where s.id in (
    select w.id
    from jsonb_to_recordset(p_contacts) as f (contact_id text, last_checkup_date date)
    join public.call_schedules w on w.org_id = p_org_id and w.contact_id = f.contact_id
    where f.last_checkup_date is not null and w.auto_trigger_enabled and w.rule_id is null and w.call_status = 'scheduled'
      and w.deleted_at is null and w.last_checkup_date is distinct from f.last_checkup_date)
  order by s.id for no key update;
end $function$;

CREATE OR REPLACE FUNCTION private.revise_hubspot_connection()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.revision := old.revision + 1;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION private.save_contacts (
  p_org_id   uuid,
  p_contacts jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  changed integer;
begin
  -- Whoever writes several contacts locks them in this order first.
  perform from public.contacts c
  where c.org_id = p_org_id and c.contact_id in (
    select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p
    union all
    select m.id from jsonb_array_elements(p_contacts) p
    cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(p.value -> 'merged_ids') = 'array' then p.value -> 'merged_ids' else '[]' end) as m (id))
  order by c.contact_id for no key update;
  with page as (
    -- One record may be there twice: two that were merged are both read as the one that is left.
    select distinct on (f.contact_id) f.*, case when private.is_time_zone(f.time_zone) then f.time_zone end as zone,
      case when private.is_text(f.contact_name, 200) then f.contact_name else 'Contact ' || f.contact_id end as name
    from jsonb_to_recordset(p_contacts) as f (
      contact_id text, contact_name text, phone_enc text, phone_hash text, phone_problem public.phone_problem,
      phone_country text, phone_regions text[], phone_zones text[], phone_zone_source public.zone_source,
      address_country text, address_region text, time_zone text, language text, owner_id text, do_not_call boolean,
      last_checkup_date date, checkup_problem public.checkup_problem, properties jsonb, problem text,
      merged_ids text[], hubspot_modified_at timestamptz)
    order by f.contact_id, f.hubspot_modified_at desc nulls last
  ), written as (
    insert into public.contacts as c (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem,
      phone_country, phone_regions, phone_zones, phone_zone_source, address_country, address_region, time_zone, language,
      owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at)
    select p_org_id, p.contact_id, p.name, p.phone_enc, p.phone_hash, p.phone_problem,
      p.phone_country, coalesce(p.phone_regions, '{}'), coalesce(p.phone_zones, '{}'), p.phone_zone_source, p.address_country,
      p.address_region, p.zone, p.language, p.owner_id, coalesce(p.do_not_call, false), p.last_checkup_date, p.checkup_problem, coalesce(p.properties, '{}'),
      p.problem, coalesce(p.merged_ids, '{}'), p.hubspot_modified_at
    from page p
    order by p.contact_id
    on conflict (org_id, contact_id) do update
    set contact_name = excluded.contact_name,
      -- The same number is not closed anew.
      phone_enc = case when c.phone_hash = excluded.phone_hash then c.phone_enc else excluded.phone_enc end,
      phone_hash = excluded.phone_hash, phone_problem = excluded.phone_problem,
      phone_country = excluded.phone_country, phone_regions = excluded.phone_regions, phone_zones = excluded.phone_zones,
      phone_zone_source = excluded.phone_zone_source, address_country = excluded.address_country,
      address_region = excluded.address_region, time_zone = excluded.time_zone,
      language = excluded.language, owner_id = excluded.owner_id, do_not_call = excluded.do_not_call,
      last_checkup_date = excluded.last_checkup_date, checkup_problem = excluded.checkup_problem,
      properties = excluded.properties, problem = excluded.problem, merged_ids = excluded.merged_ids,
      hubspot_modified_at = excluded.hubspot_modified_at, removed_at = null, removed_reason = null
    -- An older copy, from a search index that lags, never overwrites a newer one, nor brings a merged record back.
    where (excluded.hubspot_modified_at >= c.hubspot_modified_at) is not false
      and (c.removed_reason is distinct from 'merged' or excluded.hubspot_modified_at > c.hubspot_modified_at)
      and (c.contact_name, c.phone_hash, c.phone_problem, c.phone_country, c.phone_regions, c.phone_zones, c.phone_zone_source,
        c.address_country, c.address_region, c.time_zone, c.language, c.owner_id, c.do_not_call,
        c.last_checkup_date, c.checkup_problem, c.properties, c.problem, c.merged_ids, c.removed_at,
        c.hubspot_modified_at)
      is distinct from (excluded.contact_name, excluded.phone_hash, excluded.phone_problem, excluded.phone_country,
        excluded.phone_regions, excluded.phone_zones, excluded.phone_zone_source, excluded.address_country,
        excluded.address_region, excluded.time_zone,
        excluded.language, excluded.owner_id, excluded.do_not_call, excluded.last_checkup_date,
        excluded.checkup_problem, excluded.properties, excluded.problem, excluded.merged_ids, null::timestamptz,
        excluded.hubspot_modified_at)
    returning 1
  )
  select count(*) into changed from written;

  -- Its own place in the reading may have come first, and found it gone.
  update public.contacts c
  set removed_at = coalesce(c.removed_at, private.current_time()), removed_reason = 'merged'
  where c.org_id = p_org_id and c.removed_reason is distinct from 'merged' and c.contact_id in (
    select m.id from jsonb_array_elements(p_contacts) p
    cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(p.value -> 'merged_ids') = 'array' then p.value -> 'merged_ids' else '[]' end) as m (id));

  -- Calls booked by hand that wait for a check-up to be old enough go by HubSpot's date.
  with waiting as materialized (
    select s.id, c.last_checkup_date
    from public.contacts c
    join public.call_schedules s on s.org_id = c.org_id and s.contact_id = c.contact_id
    where c.org_id = p_org_id and c.removed_at is null and c.last_checkup_date is not null
      and c.contact_id in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p)
      and s.auto_trigger_enabled and s.rule_id is null and s.call_status = 'scheduled' and s.deleted_at is null
      and s.last_checkup_date is distinct from c.last_checkup_date
    for no key update of s skip locked
  )
  update public.call_schedules s set last_checkup_date = w.last_checkup_date from waiting w where s.id = w.id;

  perform private.withdraw_flagged_calls(p_org_id, array(
    select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p));
  return changed;
end $function$;

CREATE OR REPLACE FUNCTION public.hubspot_access (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.note_hubspot_state (
  p_org_id         uuid,
  p_revision       integer,
  p_state          public.hubspot_state,
  p_detail         text,
  p_portal_id      text                 DEFAULT NULL::text,
  p_property_types jsonb                DEFAULT NULL::jsonb
)
  RETURNS void
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  update public.hubspot_connections c
  set state = p_state, state_detail = left(nullif(p_detail, ''), 1000), state_at = private.current_time(),
    portal_id = coalesce(p_portal_id, c.portal_id),
    property_types = case when octet_length(p_property_types::text) <= 65536 then p_property_types else c.property_types end
  where c.org_id = p_org_id and c.revision = p_revision and c.removed_at is null
$function$;

REVOKE ALL ON FUNCTION "public"."note_hubspot_state"(uuid, integer, public.hubspot_state, text, text, jsonb) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.put_hubspot_connection (
  p_org_id            uuid,
  p_actor             uuid,
  p_token             text,
  p_settings          jsonb,
  p_has_default_token boolean
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.remove_contacts (
  p_sync_id     bigint,
  p_worker      text,
  p_contact_ids text[]
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  removed integer;
begin
  perform from public.contacts c
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) order by c.contact_id for no key update;
  update public.contacts c
  set removed_at = private.current_time(), removed_reason = 'deleted'
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) and c.removed_at is null;
  get diagnostics removed = row_count;
  update public.contact_syncs r set contacts_removed = r.contacts_removed + removed where r.id = run.id;
  return removed;
end $function$;

CREATE OR REPLACE FUNCTION public.remove_hubspot_connection (
  p_org_id uuid,
  p_actor  uuid
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.save_contacts_page (
  p_sync_id             bigint,
  p_worker              text,
  p_contacts            jsonb,
  p_last_contact_number bigint,
  p_is_last             boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  changed integer;
  suspects jsonb := '[]'::jsonb;
begin
  perform private.lock_waiting_calls(run.org_id, p_contacts);
  changed := private.save_contacts(run.org_id, p_contacts);
  if run.kind = 'full' then
    select coalesce(jsonb_agg(c.contact_id order by c.contact_number), '[]') into suspects
    from public.contacts c
    where c.org_id = run.org_id and c.removed_at is null and c.contact_number > run.last_contact_number
      and (p_is_last or c.contact_number <= p_last_contact_number)
      and c.contact_id not in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p);
  end if;
  update public.contact_syncs r
  set last_contact_number = greatest(r.last_contact_number, p_last_contact_number),
    contacts_read = r.contacts_read + jsonb_array_length(p_contacts), contacts_changed = r.contacts_changed + changed,
    contacts_broken = r.contacts_broken + (
      select count(*) from jsonb_array_elements(p_contacts) p where p.value ->> 'problem' is not null),
    lease_expires_at = private.current_time() + interval '60 seconds'
  where r.id = run.id;
  return jsonb_build_object('changed', changed, 'suspects', suspects);
end $function$;

CREATE TRIGGER hubspot_connections_revise
  BEFORE UPDATE OF token_secret_id,
    uses_default_token,
    portal_time_zone,
    checkup_property,
    phone_property,
    mobile_property,
    time_zone_property,
    language_property,
    owner_property,
    do_not_call_property, default_country, write_back_enabled, last_call_date_property, last_call_outcome_property, call_summary_property, removed_at ON public.hubspot_connections
  FOR EACH ROW
  EXECUTE FUNCTION private.revise_hubspot_connection();

REVOKE ALL ON FUNCTION "private"."lock_waiting_calls"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."lock_waiting_calls"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."lock_waiting_calls"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."revise_hubspot_connection"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."revise_hubspot_connection"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."revise_hubspot_connection"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."note_hubspot_state"(uuid, integer, public.hubspot_state, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_hubspot_state"(uuid, integer, public.hubspot_state, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_hubspot_state"(uuid, integer, public.hubspot_state, text, text, jsonb) TO "service_role";
