-- A page of contacts as they are to be kept. Each: contact_id, contact_name, phone_enc, phone_hash, phone_problem,
-- phone_country, phone_regions, phone_zones, phone_zone_source, address_country, address_region, time_zone, language,
-- owner_id, do_not_call, last_checkup_date, checkup_problem, properties, problem, merged_ids, hubspot_modified_at. A time zone
-- that this database does not know is none, and a name that shows nothing gives way to the id. Rows that say the same are not written. Returns how many changed. Guarantee: a
-- record that was merged into one of these is gone in the same transaction, and so are the open calls to whoever is not to be
-- called. Expects no schedule's lock but those that come before its contacts' (ARCHITECTURE, the order of locks), and waits for none
-- itself: a call that somebody holds takes HubSpot's date from the look that is before it (claim_looked_call), or the next page.
create function private.save_contacts(p_org_id uuid, p_contacts jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function private.save_contacts(uuid, jsonb) from public;
