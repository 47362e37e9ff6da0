-- Where a number rings is kept with it: at booking, at a change, by rules, with contacts and at the last look.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.keep_looked_contact (
  s      public.call_schedules,
  p_look jsonb
)
  RETURNS private.decision
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  contact constant jsonb := nullif(p_look -> 'contact', 'null');
  known public.contacts;
begin
  if contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    return case when s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id)
      then private.stop('contact_removed') end;
  end if;
  perform private.save_contacts(s.org_id, jsonb_build_array(contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = contact ->> 'contact_id';

  if s.rule_id is null then
    -- Booked by hand: it goes to the number that the person gave. One that waits for a check-up goes by HubSpot's date.
    update public.call_schedules c set last_checkup_date = known.last_checkup_date
    where c.id = s.id and c.auto_trigger_enabled and known.last_checkup_date is not null
      and c.last_checkup_date is distinct from known.last_checkup_date;
    return case when known.do_not_call then private.stop('do_not_call') end;
  end if;
  begin
    update public.call_schedules c set contact_id = known.contact_id, contact_name = known.contact_name
    where c.id = s.id and (c.contact_id, c.contact_name) is distinct from (known.contact_id, known.contact_name);
  exception when unique_violation then
    return private.stop('already_called');
  end;
  if known.phone_hash is distinct from p_look ->> 'phone_hash' then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.defer('contact_changed', private.current_time() + interval '1 minute');
  elsif known.phone_hash <> s.contact_phone_hash then
    update public.call_schedules c
    set contact_phone_enc = p_look ->> 'phone_enc', contact_phone_hash = p_look ->> 'phone_hash',
      global_phone_hash = p_look ->> 'global_phone_hash', phone_country = known.phone_country,
      phone_regions = known.phone_regions, phone_zones = known.phone_zones, phone_zone_source = known.phone_zone_source
    where c.id = s.id;
  elsif known.phone_zone_source is not null
    and (s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source)
      is distinct from (known.phone_country, known.phone_regions, known.phone_zones, known.phone_zone_source) then
    -- Planned before it was asked where a number rings, or by an older list.
    update public.call_schedules c
    set phone_country = known.phone_country, phone_regions = known.phone_regions, phone_zones = known.phone_zones,
      phone_zone_source = known.phone_zone_source
    where c.id = s.id;
  end if;
  return null;
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
  with page as (
    -- One record may be there twice: two that were merged are both read as the one that is left.
    select distinct on (f.contact_id) f.*, case when private.is_time_zone(f.time_zone) then f.time_zone end as zone
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
    select p_org_id, p.contact_id, p.contact_name, p.phone_enc, p.phone_hash, p.phone_problem,
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
  update public.call_schedules s
  set last_checkup_date = c.last_checkup_date
  from public.contacts c
  where c.org_id = p_org_id and c.removed_at is null and c.last_checkup_date is not null
    and c.contact_id in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p)
    and s.org_id = c.org_id and s.contact_id = c.contact_id and s.auto_trigger_enabled and s.rule_id is null
    and s.call_status = 'scheduled' and s.deleted_at is null
    and s.last_checkup_date is distinct from c.last_checkup_date;

  perform private.withdraw_flagged_calls(p_org_id, array(
    select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p));
  return changed;
end $function$;

CREATE OR REPLACE FUNCTION public.book_call_schedule (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  refused text;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date']);
  s.org_id := p_org_id;
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at, call_topic, call_language,
    is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date, created_by)
  values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
    s.global_phone_hash, s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source, s.scheduled_at, s.call_topic,
    s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days, s.last_checkup_date, p_actor)
  on conflict (id) do nothing;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'booked', 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
end $function$;

CREATE OR REPLACE FUNCTION public.book_rule_calls (
  p_rule_id uuid,
  p_calls   jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash, c.global_phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text,
      global_phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*,
      k.phone_country, k.phone_regions, k.phone_zones, k.phone_zone_source,
      row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.judge_contacts(p_rule_id) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    join public.contacts k on k.id = v.contact_row_id
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at,
    call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion, created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
    a.global_phone_hash, a.phone_country, a.phone_regions, a.phone_zones, a.phone_zone_source, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
end $function$;

CREATE OR REPLACE FUNCTION public.change_call_schedule (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_actor       uuid,
  p_changes     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  actor_role public.member_role;
  refused text;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null for no key update;
  actor_role := private.role_of(p_org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden');
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled', 'call_status', s.call_status);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date']);
  if p_changes ? 'contact_phone_hash' then
    s.global_phone_hash := null;
    s.phone_country := null;
    s.phone_regions := '{}';
    s.phone_zones := '{}';
    s.phone_zone_source := null;
  end if;
  s := jsonb_populate_record(s, p_changes);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_changes);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid', 'field', refused);
  end if;
  update public.call_schedules c
  set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
    contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash,
    global_phone_hash = s.global_phone_hash, phone_country = s.phone_country, phone_regions = s.phone_regions,
    phone_zones = s.phone_zones, phone_zone_source = s.phone_zone_source, scheduled_at = s.scheduled_at,
    call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
    auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
    last_checkup_date = s.last_checkup_date
  where c.id = p_schedule_id
  returning c.* into s;
  return jsonb_build_object('outcome', 'changed', 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
end $function$;
