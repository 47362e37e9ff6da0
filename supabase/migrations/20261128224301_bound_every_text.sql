-- Every text that is stored has a bound, and a contact's time zone is a name or nothing. What is out of bounds already:
-- changes data of public.contacts.time_zone: what is no time zone becomes none
-- changes data of public.contacts.language: what is longer than any language tag becomes none
-- changes data of public.contacts.merged_ids: what is no id of a record goes
-- changes data of public.hubspot_connections.property_types: what is too large is found out anew
SET local check_function_bodies = off;

ALTER TABLE "private"."sweep_runs"
  DROP CONSTRAINT "sweep_runs_counts_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_language_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_merged_ids_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_properties_check";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "contacts_time_zone_check";

ALTER TABLE "public"."hubspot_connections"
  DROP CONSTRAINT "hubspot_connections_property_types_check";

CREATE OR REPLACE FUNCTION private.are_conditions (
  p_conditions jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when octet_length(p_conditions::text) > 65536 then false
    when jsonb_typeof(p_conditions) is distinct from 'object' or jsonb_typeof(p_conditions -> 'all') is distinct from 'array'
      or p_conditions - 'all' <> '{}' or jsonb_array_length(p_conditions -> 'all') not between 1 and 20 then false
    else not exists (
      select from jsonb_array_elements(p_conditions -> 'all') c
      where case
        when jsonb_typeof(c.value) <> 'object' or c.value - array['property', 'operator', 'value'] <> '{}' then true
        when c.value ->> 'operator' in ('is_set', 'is_not_set') then c.value ? 'value' or c.value ->> 'property' is null
          or c.value ->> 'property' <> all (enum_range(null::public.condition_text)::text[]
            || enum_range(null::public.condition_number)::text[])
        when c.value ->> 'property' = any (enum_range(null::public.condition_text)::text[]) then case
            when c.value ->> 'operator' in ('equals', 'not_equals') then
              jsonb_typeof(c.value -> 'value') is distinct from 'string' or not private.is_text(c.value ->> 'value', 200)
            when c.value ->> 'operator' in ('one_of', 'none_of') then
              jsonb_typeof(c.value -> 'value') is distinct from 'array'
              or jsonb_array_length(c.value -> 'value') not between 1 and 100
              or exists (select from jsonb_array_elements(c.value -> 'value') v where jsonb_typeof(v.value) <> 'string' or not private.is_text(v.value #>> '{}', 200))
            else true
          end
        when c.value ->> 'property' = any (enum_range(null::public.condition_number)::text[]) then
          (c.value ->> 'operator' in ('at_least', 'at_most')) is not true
          or jsonb_typeof(c.value -> 'value') is distinct from 'number'
          or (c.value ->> 'value')::numeric not between 0 and 36500
          or (c.value ->> 'value')::numeric % 1 <> 0
        else true
      end
    )
  end
$function$;

CREATE OR REPLACE FUNCTION private.are_contact_ids (
  p_ids text[]
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select cardinality(p_ids) <= 10000
    and not exists (select from unnest(p_ids) as i (id) where (i.id ~ '^[1-9][0-9]{0,17}$') is not true)
$function$;

CREATE OR REPLACE FUNCTION private.is_retry_policy (
  p_policy jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_policy) = 'object'
    -- A number may be written with thousands of digits.
    and octet_length(p_policy::text) <= 4096
    and not exists (
      select from jsonb_each(p_policy) e
      where case
        when e.key = 'max_attempts' then
          jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not in (select generate_series(1, 20))
        when e.key <> all (enum_range(null::public.retry_category)::text[])
          or jsonb_typeof(e.value) <> 'object' or jsonb_typeof(e.value -> 'max_retries') is distinct from 'number'
          or jsonb_typeof(e.value -> 'minutes') is distinct from 'array' then true
        when e.value - array['max_retries', 'minutes'] <> '{}' or jsonb_array_length(e.value -> 'minutes') > 10 then true
        else (e.value ->> 'max_retries')::numeric not in (select generate_series(0, 10))
          or ((e.value ->> 'max_retries')::numeric > 0 and jsonb_array_length(e.value -> 'minutes') = 0)
          or exists (
            select from jsonb_array_elements(e.value -> 'minutes') m
            where jsonb_typeof(m.value) <> 'number' or (m.value #>> '{}')::numeric not between 1 and 10080
          )
      end
    )
$function$;

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
  with page as (
    -- One record may be there twice: two that were merged are both read as the one that is left.
    select distinct on (f.contact_id) f.*, case when private.is_time_zone(f.time_zone) then f.time_zone end as zone
    from jsonb_to_recordset(p_contacts) as f (
      contact_id text, contact_name text, phone_enc text, phone_hash text, phone_problem public.phone_problem, time_zone text,
      language text, owner_id text, do_not_call boolean, last_checkup_date date, checkup_problem public.checkup_problem, properties jsonb,
      problem text, merged_ids text[], hubspot_modified_at timestamptz)
    order by f.contact_id, f.hubspot_modified_at desc nulls last
  ), written as (
    insert into public.contacts as c (org_id, contact_id, contact_name, phone_enc, phone_hash, phone_problem, time_zone,
      language, owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids,
      hubspot_modified_at)
    select p_org_id, p.contact_id, p.contact_name, p.phone_enc, p.phone_hash, p.phone_problem, p.zone, p.language,
      p.owner_id, coalesce(p.do_not_call, false), p.last_checkup_date, p.checkup_problem, coalesce(p.properties, '{}'),
      p.problem, coalesce(p.merged_ids, '{}'), p.hubspot_modified_at
    from page p
    order by p.contact_id
    on conflict (org_id, contact_id) do update
    set contact_name = excluded.contact_name,
      -- The same number is not closed anew.
      phone_enc = case when c.phone_hash = excluded.phone_hash then c.phone_enc else excluded.phone_enc end,
      phone_hash = excluded.phone_hash, phone_problem = excluded.phone_problem, time_zone = excluded.time_zone,
      language = excluded.language, owner_id = excluded.owner_id, do_not_call = excluded.do_not_call,
      last_checkup_date = excluded.last_checkup_date, checkup_problem = excluded.checkup_problem,
      properties = excluded.properties, problem = excluded.problem, merged_ids = excluded.merged_ids,
      hubspot_modified_at = excluded.hubspot_modified_at, removed_at = null, removed_reason = null
    -- An older copy, from a search index that lags, never overwrites a newer one, nor brings a merged record back.
    where (excluded.hubspot_modified_at >= c.hubspot_modified_at) is not false
      and (c.removed_reason is distinct from 'merged' or excluded.hubspot_modified_at > c.hubspot_modified_at)
      and (c.contact_name, c.phone_hash, c.phone_problem, c.time_zone, c.language, c.owner_id, c.do_not_call,
        c.last_checkup_date, c.checkup_problem, c.properties, c.problem, c.merged_ids, c.removed_at,
        c.hubspot_modified_at)
      is distinct from (excluded.contact_name, excluded.phone_hash, excluded.phone_problem, excluded.time_zone,
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
  update public.call_schedules s
  set last_checkup_date = c.last_checkup_date
  from public.contacts c
  where c.org_id = p_org_id and c.removed_at is null and c.last_checkup_date is not null
    and c.contact_id in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p)
    and s.org_id = c.org_id and s.contact_id = c.contact_id and s.auto_trigger_enabled and s.rule_id is null
    and s.call_status = 'scheduled' and s.deleted_at is null
    and s.last_checkup_date is distinct from c.last_checkup_date;
  return changed;
end $function$;

CREATE OR REPLACE FUNCTION public.note_hubspot_state (
  p_org_id         uuid,
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
  where c.org_id = p_org_id and c.removed_at is null
$function$;

update public.contacts c
set time_zone = case when private.is_time_zone(c.time_zone) then c.time_zone end,
  language = case when char_length(c.language) <= 35 then c.language end,
  merged_ids = array(select m.id from unnest(c.merged_ids) with ordinality as m (id, place) where m.id ~ '^[1-9][0-9]{0,17}$' order by m.place)
where not private.is_time_zone(c.time_zone) or char_length(c.language) > 35 or not private.are_contact_ids(c.merged_ids);

update public.hubspot_connections set property_types = '{}' where octet_length(property_types::text) > 65536;

update private.sweep_runs set counts = null where octet_length(counts::text) > 4096;

ALTER TABLE "private"."sweep_runs"
  ADD CONSTRAINT "sweep_runs_counts_check" CHECK ((octet_length((counts)::text) <= 4096));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_language_check" CHECK (((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'::text) AND (char_length(language) <= 35)));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_properties_check" CHECK (((jsonb_typeof(properties) = 'object'::text) AND (octet_length((properties)::text) <= 262144)));

ALTER TABLE "public"."hubspot_connections"
  ADD CONSTRAINT "hubspot_connections_property_types_check" CHECK (((jsonb_typeof(property_types) = 'object'::text) AND (octet_length((property_types)::text) <= 65536)));

REVOKE ALL ON FUNCTION "private"."are_contact_ids"(text[]) FROM PUBLIC;

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_merged_ids_check" CHECK (((merged_ids = '{}'::text[]) OR private.are_contact_ids(merged_ids)));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "contacts_time_zone_check" CHECK (private.is_time_zone(time_zone));
