SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.audit_call_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, ('{' || concat_ws(',',
      '"schedule_id":' || to_json(n.schedule_id), '"agent_id":' || to_json(n.agent_id),
      '"attempt_number":' || to_json(n.attempt_number),
      '"contact_phone_hash":' || case when n.contact_phone_hash is not null then '"private"' end,
      '"trigger":' || to_json(n.trigger), '"state":' || to_json(n.state), '"bolna_agent_id":' || to_json(n.bolna_agent_id),
      '"worker":' || to_json(n.worker), '"due_at":' || to_json(n.due_at), '"claimed_at":' || to_json(n.claimed_at),
      '"placed_at":' || to_json(n.placed_at), '"bolna_execution_id":' || to_json(n.bolna_execution_id),
      '"bolna_status":' || to_json(n.bolna_status), '"http_status":' || to_json(n.http_status),
      '"outcome":' || to_json(n.outcome), '"retry_category":' || to_json(n.retry_category),
      '"reason_code":' || to_json(n.reason_code), '"reason":' || to_json(n.reason), '"answered":' || to_json(n.answered),
      '"voicemail":' || to_json(n.voicemail), '"conversation_seconds":' || to_json(n.conversation_seconds),
      '"duration_seconds":' || to_json(n.duration_seconds), '"cost_cents":' || to_json(n.cost_cents),
      '"hangup_by":' || to_json(n.hangup_by), '"hangup_reason":' || to_json(n.hangup_reason),
      '"hangup_code":' || to_json(n.hangup_code), '"termination_reason":' || to_json(n.termination_reason),
      '"ended_at":' || to_json(n.ended_at), '"absent_listings":' || to_json(n.absent_listings)) || '}')::jsonb
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, ('{' || d.changes || '}')::jsonb
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, concat_ws(',',
        '"id":' || case when n.id is distinct from o.id then json_build_array(o.id, n.id) end,
        '"org_id":' || case when n.org_id is distinct from o.org_id then json_build_array(o.org_id, n.org_id) end,
        '"schedule_id":' || case when n.schedule_id is distinct from o.schedule_id then json_build_array(o.schedule_id, n.schedule_id) end,
        '"agent_id":' || case when n.agent_id is distinct from o.agent_id then json_build_array(o.agent_id, n.agent_id) end,
        '"attempt_number":' || case when n.attempt_number is distinct from o.attempt_number then json_build_array(o.attempt_number, n.attempt_number) end,
        '"contact_phone_hash":' || case when n.contact_phone_hash is distinct from o.contact_phone_hash then '"private"' end,
        '"trigger":' || case when n.trigger is distinct from o.trigger then json_build_array(o.trigger, n.trigger) end,
        '"state":' || case when n.state is distinct from o.state then json_build_array(o.state, n.state) end,
        '"bolna_agent_id":' || case when n.bolna_agent_id is distinct from o.bolna_agent_id then json_build_array(o.bolna_agent_id, n.bolna_agent_id) end,
        '"worker":' || case when n.worker is distinct from o.worker then json_build_array(o.worker, n.worker) end,
        '"due_at":' || case when n.due_at is distinct from o.due_at then json_build_array(o.due_at, n.due_at) end,
        '"claimed_at":' || case when n.claimed_at is distinct from o.claimed_at then json_build_array(o.claimed_at, n.claimed_at) end,
        '"placed_at":' || case when n.placed_at is distinct from o.placed_at then json_build_array(o.placed_at, n.placed_at) end,
        '"bolna_execution_id":' || case when n.bolna_execution_id is distinct from o.bolna_execution_id then json_build_array(o.bolna_execution_id, n.bolna_execution_id) end,
        '"bolna_status":' || case when n.bolna_status is distinct from o.bolna_status then json_build_array(o.bolna_status, n.bolna_status) end,
        '"http_status":' || case when n.http_status is distinct from o.http_status then json_build_array(o.http_status, n.http_status) end,
        '"outcome":' || case when n.outcome is distinct from o.outcome then json_build_array(o.outcome, n.outcome) end,
        '"retry_category":' || case when n.retry_category is distinct from o.retry_category then json_build_array(o.retry_category, n.retry_category) end,
        '"reason_code":' || case when n.reason_code is distinct from o.reason_code then json_build_array(o.reason_code, n.reason_code) end,
        '"reason":' || case when n.reason is distinct from o.reason then json_build_array(o.reason, n.reason) end,
        '"answered":' || case when n.answered is distinct from o.answered then json_build_array(o.answered, n.answered) end,
        '"voicemail":' || case when n.voicemail is distinct from o.voicemail then json_build_array(o.voicemail, n.voicemail) end,
        '"conversation_seconds":' || case when n.conversation_seconds is distinct from o.conversation_seconds then json_build_array(o.conversation_seconds, n.conversation_seconds) end,
        '"duration_seconds":' || case when n.duration_seconds is distinct from o.duration_seconds then json_build_array(o.duration_seconds, n.duration_seconds) end,
        '"cost_cents":' || case when n.cost_cents is distinct from o.cost_cents then json_build_array(o.cost_cents, n.cost_cents) end,
        '"hangup_by":' || case when n.hangup_by is distinct from o.hangup_by then json_build_array(o.hangup_by, n.hangup_by) end,
        '"hangup_reason":' || case when n.hangup_reason is distinct from o.hangup_reason then json_build_array(o.hangup_reason, n.hangup_reason) end,
        '"hangup_code":' || case when n.hangup_code is distinct from o.hangup_code then json_build_array(o.hangup_code, n.hangup_code) end,
        '"termination_reason":' || case when n.termination_reason is distinct from o.termination_reason then json_build_array(o.termination_reason, n.termination_reason) end,
        '"ended_at":' || case when n.ended_at is distinct from o.ended_at then json_build_array(o.ended_at, n.ended_at) end,
        '"absent_listings":' || case when n.absent_listings is distinct from o.absent_listings then json_build_array(o.absent_listings, n.absent_listings) end) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.audit_call_schedules()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, ('{' || concat_ws(',',
      '"agent_id":' || to_json(n.agent_id), '"rule_id":' || to_json(n.rule_id), '"occasion":' || to_json(n.occasion),
      '"campaign_id":' || to_json(n.campaign_id), '"contact_id":' || to_json(n.contact_id),
      '"contact_name":' || case when n.contact_name is not null then '"private"' end,
      '"contact_phone_enc":' || case when n.contact_phone_enc is not null then '"private"' end,
      '"contact_phone_hash":' || case when n.contact_phone_hash is not null then '"private"' end,
      '"global_phone_hash":' || case when n.global_phone_hash is not null then '"private"' end,
      '"phone_country":' || to_json(n.phone_country), '"phone_regions":' || to_json(n.phone_regions),
      '"phone_zones":' || to_json(n.phone_zones), '"phone_zone_source":' || to_json(n.phone_zone_source),
      '"scheduled_at":' || to_json(n.scheduled_at), '"call_topic":' || to_json(n.call_topic),
      '"call_language":' || to_json(n.call_language), '"purpose":' || to_json(n.purpose),
      '"time_zone":' || to_json(n.time_zone), '"deadline_at":' || to_json(n.deadline_at),
      '"is_active":' || to_json(n.is_active), '"call_status":' || to_json(n.call_status),
      '"bolna_call_id":' || to_json(n.bolna_call_id), '"auto_trigger_enabled":' || to_json(n.auto_trigger_enabled),
      '"checkup_threshold_days":' || to_json(n.checkup_threshold_days),
      '"last_checkup_date":' || to_json(n.last_checkup_date), '"status_reason_code":' || to_json(n.status_reason_code),
      '"status_reason":' || to_json(n.status_reason), '"attention_code":' || to_json(n.attention_code),
      '"attention_reason":' || to_json(n.attention_reason), '"attempt_count":' || to_json(n.attempt_count),
      '"deferral_count":' || to_json(n.deferral_count), '"due_at":' || to_json(n.due_at),
      '"retry_at":' || to_json(n.retry_at), '"not_before":' || to_json(n.not_before),
      '"contact_unread_since":' || to_json(n.contact_unread_since), '"created_by":' || to_json(n.created_by),
      '"deleted_at":' || to_json(n.deleted_at)) || '}')::jsonb
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, ('{' || d.changes || '}')::jsonb
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, concat_ws(',',
        '"id":' || case when n.id is distinct from o.id then json_build_array(o.id, n.id) end,
        '"org_id":' || case when n.org_id is distinct from o.org_id then json_build_array(o.org_id, n.org_id) end,
        '"agent_id":' || case when n.agent_id is distinct from o.agent_id then json_build_array(o.agent_id, n.agent_id) end,
        '"rule_id":' || case when n.rule_id is distinct from o.rule_id then json_build_array(o.rule_id, n.rule_id) end,
        '"occasion":' || case when n.occasion is distinct from o.occasion then json_build_array(o.occasion, n.occasion) end,
        '"campaign_id":' || case when n.campaign_id is distinct from o.campaign_id then json_build_array(o.campaign_id, n.campaign_id) end,
        '"contact_id":' || case when n.contact_id is distinct from o.contact_id then json_build_array(o.contact_id, n.contact_id) end,
        '"contact_name":' || case when n.contact_name is distinct from o.contact_name then '"private"' end,
        '"contact_phone_enc":' || case when n.contact_phone_enc is distinct from o.contact_phone_enc then '"private"' end,
        '"contact_phone_hash":' || case when n.contact_phone_hash is distinct from o.contact_phone_hash then '"private"' end,
        '"global_phone_hash":' || case when n.global_phone_hash is distinct from o.global_phone_hash then '"private"' end,
        '"phone_country":' || case when n.phone_country is distinct from o.phone_country then json_build_array(o.phone_country, n.phone_country) end,
        '"phone_regions":' || case when n.phone_regions is distinct from o.phone_regions then json_build_array(o.phone_regions, n.phone_regions) end,
        '"phone_zones":' || case when n.phone_zones is distinct from o.phone_zones then json_build_array(o.phone_zones, n.phone_zones) end,
        '"phone_zone_source":' || case when n.phone_zone_source is distinct from o.phone_zone_source then json_build_array(o.phone_zone_source, n.phone_zone_source) end,
        '"scheduled_at":' || case when n.scheduled_at is distinct from o.scheduled_at then json_build_array(o.scheduled_at, n.scheduled_at) end,
        '"call_topic":' || case when n.call_topic is distinct from o.call_topic then json_build_array(o.call_topic, n.call_topic) end,
        '"call_language":' || case when n.call_language is distinct from o.call_language then json_build_array(o.call_language, n.call_language) end,
        '"purpose":' || case when n.purpose is distinct from o.purpose then json_build_array(o.purpose, n.purpose) end,
        '"time_zone":' || case when n.time_zone is distinct from o.time_zone then json_build_array(o.time_zone, n.time_zone) end,
        '"deadline_at":' || case when n.deadline_at is distinct from o.deadline_at then json_build_array(o.deadline_at, n.deadline_at) end,
        '"is_active":' || case when n.is_active is distinct from o.is_active then json_build_array(o.is_active, n.is_active) end,
        '"call_status":' || case when n.call_status is distinct from o.call_status then json_build_array(o.call_status, n.call_status) end,
        '"bolna_call_id":' || case when n.bolna_call_id is distinct from o.bolna_call_id then json_build_array(o.bolna_call_id, n.bolna_call_id) end,
        '"auto_trigger_enabled":' || case when n.auto_trigger_enabled is distinct from o.auto_trigger_enabled then json_build_array(o.auto_trigger_enabled, n.auto_trigger_enabled) end,
        '"checkup_threshold_days":' || case when n.checkup_threshold_days is distinct from o.checkup_threshold_days then json_build_array(o.checkup_threshold_days, n.checkup_threshold_days) end,
        '"last_checkup_date":' || case when n.last_checkup_date is distinct from o.last_checkup_date then json_build_array(o.last_checkup_date, n.last_checkup_date) end,
        '"status_reason_code":' || case when n.status_reason_code is distinct from o.status_reason_code then json_build_array(o.status_reason_code, n.status_reason_code) end,
        '"status_reason":' || case when n.status_reason is distinct from o.status_reason then json_build_array(o.status_reason, n.status_reason) end,
        '"attention_code":' || case when n.attention_code is distinct from o.attention_code then json_build_array(o.attention_code, n.attention_code) end,
        '"attention_reason":' || case when n.attention_reason is distinct from o.attention_reason then json_build_array(o.attention_reason, n.attention_reason) end,
        '"attempt_count":' || case when n.attempt_count is distinct from o.attempt_count then json_build_array(o.attempt_count, n.attempt_count) end,
        '"deferral_count":' || case when n.deferral_count is distinct from o.deferral_count then json_build_array(o.deferral_count, n.deferral_count) end,
        '"due_at":' || case when n.due_at is distinct from o.due_at then json_build_array(o.due_at, n.due_at) end,
        '"retry_at":' || case when n.retry_at is distinct from o.retry_at then json_build_array(o.retry_at, n.retry_at) end,
        '"not_before":' || case when n.not_before is distinct from o.not_before then json_build_array(o.not_before, n.not_before) end,
        '"contact_unread_since":' || case when n.contact_unread_since is distinct from o.contact_unread_since then json_build_array(o.contact_unread_since, n.contact_unread_since) end,
        '"created_by":' || case when n.created_by is distinct from o.created_by then json_build_array(o.created_by, n.created_by) end,
        '"deleted_at":' || case when n.deleted_at is distinct from o.deleted_at then json_build_array(o.deleted_at, n.deleted_at) end) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.audit_crm_outbox()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  actor constant uuid := private.acting_user();
  kind constant public.actor_kind := private.actor_kind_of(actor);
  at constant timestamptz := private.current_time();
begin
  if tg_op = 'INSERT' then
    insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
    select n.org_id, at, actor, kind, 'insert', tg_table_name, n.id, ('{' || concat_ws(',',
      '"schedule_id":' || to_json(n.schedule_id), '"attempt_id":' || to_json(n.attempt_id),
      '"contact_id":' || to_json(n.contact_id), '"state":' || to_json(n.state),
      '"engagement_id":' || to_json(n.engagement_id), '"engagement_sent_at":' || to_json(n.engagement_sent_at),
      '"contact_updated_at":' || to_json(n.contact_updated_at), '"tries":' || to_json(n.tries),
      '"next_try_at":' || to_json(n.next_try_at), '"worker":' || to_json(n.worker),
      '"reason_code":' || to_json(n.reason_code), '"reason":' || to_json(n.reason), '"sent_at":' || to_json(n.sent_at)) || '}')::jsonb
    from new_rows n;
    return null;
  end if;

  insert into public.audit_log (org_id, occurred_at, actor_id, actor_kind, action, table_name, row_id, changes)
  select d.org_id, at, actor, kind, 'update', tg_table_name, d.id, ('{' || d.changes || '}')::jsonb
  from (
    select coalesce(n.org_id, o.org_id) as org_id, coalesce(n.id, o.id) as id, concat_ws(',',
        '"id":' || case when n.id is distinct from o.id then json_build_array(o.id, n.id) end,
        '"org_id":' || case when n.org_id is distinct from o.org_id then json_build_array(o.org_id, n.org_id) end,
        '"schedule_id":' || case when n.schedule_id is distinct from o.schedule_id then json_build_array(o.schedule_id, n.schedule_id) end,
        '"attempt_id":' || case when n.attempt_id is distinct from o.attempt_id then json_build_array(o.attempt_id, n.attempt_id) end,
        '"contact_id":' || case when n.contact_id is distinct from o.contact_id then json_build_array(o.contact_id, n.contact_id) end,
        '"state":' || case when n.state is distinct from o.state then json_build_array(o.state, n.state) end,
        '"engagement_id":' || case when n.engagement_id is distinct from o.engagement_id then json_build_array(o.engagement_id, n.engagement_id) end,
        '"engagement_sent_at":' || case when n.engagement_sent_at is distinct from o.engagement_sent_at then json_build_array(o.engagement_sent_at, n.engagement_sent_at) end,
        '"contact_updated_at":' || case when n.contact_updated_at is distinct from o.contact_updated_at then json_build_array(o.contact_updated_at, n.contact_updated_at) end,
        '"tries":' || case when n.tries is distinct from o.tries then json_build_array(o.tries, n.tries) end,
        '"next_try_at":' || case when n.next_try_at is distinct from o.next_try_at then json_build_array(o.next_try_at, n.next_try_at) end,
        '"worker":' || case when n.worker is distinct from o.worker then json_build_array(o.worker, n.worker) end,
        '"reason_code":' || case when n.reason_code is distinct from o.reason_code then json_build_array(o.reason_code, n.reason_code) end,
        '"reason":' || case when n.reason is distinct from o.reason then json_build_array(o.reason, n.reason) end,
        '"sent_at":' || case when n.sent_at is distinct from o.sent_at then json_build_array(o.sent_at, n.sent_at) end) as changes
    -- A full join is never a nested loop, whatever number of rows the kept plan was made for; and a row whose id was
    -- changed has its two rows.
    from old_rows o full join new_rows n on n.id = o.id
    offset 0
  ) d
  where d.changes <> '';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.call_terms (
  s public.call_schedules
)
  RETURNS private.call_terms
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  of record;
  by_number constant text[] := s.phone_zones;
begin
  select o.time_zone as org_zone, c.time_zone as hubspot_zone, c.address_country, c.address_region,
    p.updated_at as policy_at,
    coalesce(p.week is not null or p.blackouts <> '[]' or p.caps <> '[]' or p.min_gap_minutes > 0 or p.loosened <> '[]'
      or p.countries is not null, false)
      as has_rules,
    -- The number's zones in their order, as far as this database knows them.
    (select array_agg(k.zone order by k.zone) from private.time_zones k where k.zone = any (by_number)) as known_zones
  into of
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join public.contacts c on c.org_id = o.id and c.contact_id = s.contact_id and c.removed_at is null
  where o.id = s.org_id;

  terms.org_id := case when of.has_rules then s.org_id end;
  terms.policy_at := case when of.has_rules then of.policy_at end;
  terms.purpose := s.purpose;
  terms.country := s.phone_country;
  if s.time_zone is null and of.hubspot_zone is null and of.address_region is null and s.phone_zone_source is not null
    and cardinality(of.known_zones) = cardinality(by_number) then
    -- Nothing but the number tells of it, as of most: without the questions below, which are a fifth of what the judge costs.
    terms.zones := of.known_zones;
    terms.zone_source := s.phone_zone_source;
  else
    if s.time_zone is not null then
      terms.zones := array[s.time_zone];
      terms.zone_source := 'booking';
    elsif of.hubspot_zone is not null and exists (
      select from private.time_zones z where z.zone = of.hubspot_zone and s.phone_country = any (z.countries)
    ) then
      terms.zones := array[of.hubspot_zone];
      terms.zone_source := 'hubspot';
    elsif of.address_region is not null then
      terms.zones := (select r.zones from private.region_zones r where r.region = of.address_region);
      terms.zone_source := 'address';
    end if;
    if terms.zones is null then
      terms.zones := case when s.phone_zone_source is null then array[of.org_zone] else by_number end;
      terms.zone_source := case when s.phone_zone_source is null then 'organisation' else s.phone_zone_source end;
    elsif terms.zone_source <> 'booking' and exists (
      select from unnest(terms.zones) z where not private.goes_like_one_of(z, by_number)
    ) then
      terms.zones := terms.zones || by_number;
    end if;
    terms.zones := array(select distinct z from unnest(terms.zones) z where z is not null order by z);
    -- The functions may know newer zones than this database. Where one is among them nobody can tell when it is open: none counts,
    -- so that the call is refused (zone_unknown) and no claim fails over it.
    if exists (
      select from unnest(terms.zones) z
      where not exists (select from private.time_zones k where k.zone = z) and not private.is_time_zone(z)
    ) then
      terms.zones := '{}';
    end if;
  end if;
  if of.address_country is null and of.address_region is null and coalesce(s.phone_regions, '{}') = '{}' and s.phone_country is not null then
    terms.jurisdictions := array[s.phone_country];
  else
    terms.jurisdictions := array(
      select distinct j from unnest(array[s.phone_country, of.address_country, of.address_region] || s.phone_regions) j
      where j is not null order by j);
  end if;
  return terms;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_number (
  s            public.call_schedules,
  p_purpose    public.call_purpose,
  p_at         timestamp with time zone,
  p_consent    public.consent_kind      DEFAULT NULL::public.consent_kind,
  p_registries jsonb                    DEFAULT '[]'::jsonb,
  p_refusal    interval                 DEFAULT NULL::interval
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  suppression constant private.decision := private.judge_suppression(s, p_purpose, p_at, p_refusal);
  operators private.decision;
  registry private.decision;
  consent private.decision;
  found private.decision;
begin
  if suppression.outcome = 'stop' then
    return suppression;
  end if;
  operators := private.judge_global_suppression(s, p_purpose, p_at);
  if operators.outcome = 'stop' then
    return operators;
  end if;
  registry := private.judge_registries(s, p_purpose, p_at, p_registries);
  if registry.outcome = 'stop' then
    return registry;
  end if;
  consent := private.judge_consent(s, p_purpose, p_at, p_consent);
  if consent.outcome = 'stop' then
    return consent;
  end if;
  if operators.outcome is null and registry.outcome is null and suppression.outcome is null then
    return null;
  end if;
  select d.outcome, d.code, d.until, d.data, d.pack, d.terms into found
  from (values (1, operators), (2, registry), (3, suppression)) as v (turn, decision)
  cross join lateral (select (v.decision).*) d
  where d.outcome is not null
  order by d.until desc nulls first, v.turn limit 1;
  return case when found.outcome is not null then found end;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_organization (
  s          public.call_schedules,
  p_at       timestamp with time zone,
  p_has_line boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  org record;
begin
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason,
    exists (
      select from public.call_attempts t
      where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
    ) as number_is_busy
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer('all_calling_paused', null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif org.number_is_busy then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_policy (
  s           public.call_schedules,
  t           private.call_terms,
  w           private.calling_windows,
  p_at        timestamp with time zone,
  p_law_alone boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  of_number private.decision;
  of_hours private.decision;
  calls_by record;
begin
  of_number := private.judge_number(s, t.purpose, p_at, (w.demands #>> '{consent,kind}')::public.consent_kind,
    w.demands -> 'registries', (w.demands #>> '{refusal,interval}')::interval);
  if of_number.outcome is not null then
    of_number := private.name_rules(of_number, w.demands);
  end if;
  if of_number.outcome = 'stop' then
    return of_number;
  end if;
  select o.queue_deadline_seconds, to_jsonb(a.opening) as opening into calls_by
  from public.organizations o left join public.agents a on a.id = s.agent_id
  where o.id = s.org_id;
  -- null: nobody has said what the agent says.
  if not calls_by.opening @> (w.demands -> 'opening') then
    return private.stop('agent_opening_missing', private.missing_marks(calls_by.opening, w.demands));
  end if;
  of_hours := private.judge_hours(t, w, p_at, calls_by.queue_deadline_seconds);
  if of_hours.outcome = 'stop' then
    return of_hours;
  end if;
  return private.later_decision(private.later_decision(of_number, of_hours), private.judge_caps(s, w, p_at, p_law_alone));
end $function$;

CREATE OR REPLACE FUNCTION private.keep_windows (
  p_terms private.call_terms[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.keep_window(wanted.terms)
  from (
    select distinct on (k.key) k.key, t as terms
    from unnest(p_terms) t
    cross join lateral (select private.window_key(t) as key offset 0) k
    where cardinality(t.zones) > 0 and not exists (
      select from private.calling_windows w
      where w.key = k.key and w.spans_until >= now_is + interval '45 days' and w.demands_until > now_is
        and w.used_on >= now_is::date)
    order by k.key
  ) wanted
  order by wanted.key;
end $function$;

CREATE OR REPLACE FUNCTION private.move_calls_again (
  p_org_id uuid,
  p_limit  integer DEFAULT 20000
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  c record;
  asked_alike bigint;
  asked_from timestamptz;
  may_leave timestamptz;
  moved uuid[] := '{}'::uuid[];
  moments timestamptz[] := '{}'::timestamptz[];
begin
  select array_agg(w.id order by w.id) into waiting from (
    select s.id
    from public.call_schedules s
    join private.policy_changes p on p.org_id = s.org_id
    where s.org_id = p_org_id and s.dial_after is not null and s.not_before is not null and s.id > p.done_to
      and private.is_policy_code(s.status_reason_code)
    order by s.id
    limit p_limit
    for no key update of s skip locked
  ) w;
  -- Their windows went with the old policy: each call would compute its own again, at ten times what it costs to look into one.
  perform private.keep_windows(array(select private.call_terms(s) from public.call_schedules s where s.id = any (waiting)));
  -- Of calls that are alike, what is asked for one holds for all that would leave between its own time and when it may: the judge
  -- lets none of them go before.
  for c in
    select a.alike, m.id, s.call, s.not_before, s.from_at
    from private.alike_calls(waiting) with ordinality as a (schedule_ids, looks_first, alike)
    cross join lateral unnest(a.schedule_ids) m (id)
    cross join lateral (
      select x as call, x.not_before, greatest(x.due_at, x.retry_at, now_is) as from_at
      from public.call_schedules x where x.id = m.id limit 1
    ) s
    order by a.alike, s.from_at, m.id
  loop
    if asked_alike is distinct from c.alike or c.from_at > coalesce(may_leave, asked_from) then
      asked_alike := c.alike;
      asked_from := c.from_at;
      may_leave := private.earliest_start(c.call);
    end if;
    if c.not_before is distinct from may_leave then
      moved := moved || c.id;
      moments := moments || may_leave;
    end if;
  end loop;
  update public.call_schedules s set not_before = m.not_before
  from unnest(moved, moments) as m (id, not_before)
  where s.id = any (moved) and s.id = m.id;
  if coalesce(cardinality(waiting), 0) < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = waiting[p_limit] where p.org_id = p_org_id;
  end if;
  return coalesce(cardinality(waiting), 0);
end $function$;

CREATE OR REPLACE FUNCTION private.refuse_calls (
  p_schedule_ids uuid[],
  p_decisions    private.decision[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  update public.call_schedules c
  set call_status = case
      when d.outcome <> 'stop' then c.call_status
      when d.code in ('contact_unreadable', 'missed') then 'failed' else 'cancelled' end,
    retry_at = case when d.outcome <> 'stop' then c.retry_at end,
    not_before = case when d.outcome <> 'stop' then coalesce(d.until,
      case when private.is_policy_code(d.code) then now_is + interval '1 day' else c.not_before end) end,
    contact_unread_since = case when d.outcome <> 'stop' then c.contact_unread_since end,
    status_reason_code = d.code,
    status_reason = left(private.say_decision((d.outcome, d.code, d.until, d.data, d.pack, d.terms)::private.decision), 1000)
  from unnest(p_schedule_ids, p_decisions) as d (id, outcome, code, until, data, pack, terms)
  where c.id = any (p_schedule_ids) and c.id = d.id;
  perform private.keep_decisions(p_schedule_ids, p_decisions, 'claim');
  perform private.keep_windows(array(select d.terms from unnest(p_decisions) d));
end $function$;

CREATE OR REPLACE FUNCTION private.take_calls (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_actor                  uuid,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  used_terms private.call_terms[];
  refusals private.decision[];
begin
  select array_agg(l.id) into held from (
    select s.id from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= now_is
    for no key update skip locked
  ) l;
  -- A statement of its own: it sees all that was committed until the locks were had.
  select array_agg(c.id) filter (where (j.decision).outcome = 'call' and not j.looks_first),
    array_agg(j.decision) filter (where (j.decision).outcome = 'call' and not j.looks_first),
    array_agg((j.decision).terms) filter (where (j.decision).outcome = 'call' and not j.looks_first and c.place = 1),
    array_agg(c.id) filter (where (j.decision).outcome = 'call' and j.looks_first),
    array_agg(c.id) filter (where (j.decision).outcome <> 'call'),
    array_agg(j.decision) filter (where (j.decision).outcome <> 'call')
  into dialled, allowances, used_terms, looked_at, refused, refusals
  from private.judge_alike(held, p_trigger <> 'sweep', true) j
  cross join lateral unnest(j.schedule_ids) with ordinality as c (id, place);

  if refused is not null then
    perform private.refuse_calls(refused, refusals);
  end if;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_windows(used_terms);
    perform private.keep_decisions(dialled, allowances, 'claim');
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $function$;

REVOKE ALL ON FUNCTION "private"."keep_windows"(private.call_terms[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_windows"(private.call_terms[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_windows"(private.call_terms[]) TO "postgres";
