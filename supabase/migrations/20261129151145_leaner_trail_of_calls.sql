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
      '"worker":' || to_json(n.worker), '"due_at":' || to_json(n.due_at), '"claimed_at":' || to_json(nullif(n.claimed_at, at)),
      '"placed_at":' || to_json(n.placed_at), '"bolna_execution_id":' || to_json(n.bolna_execution_id),
      '"bolna_status":' || to_json(n.bolna_status), '"http_status":' || to_json(n.http_status),
      '"outcome":' || to_json(n.outcome), '"retry_category":' || to_json(n.retry_category),
      '"reason_code":' || to_json(n.reason_code), '"reason":' || to_json(n.reason), '"answered":' || to_json(n.answered),
      '"voicemail":' || to_json(n.voicemail), '"conversation_seconds":' || to_json(n.conversation_seconds),
      '"duration_seconds":' || to_json(n.duration_seconds), '"cost_cents":' || to_json(n.cost_cents),
      '"hangup_by":' || to_json(n.hangup_by), '"hangup_reason":' || to_json(n.hangup_reason),
      '"hangup_code":' || to_json(n.hangup_code), '"termination_reason":' || to_json(n.termination_reason),
      '"ended_at":' || to_json(n.ended_at), '"absent_listings":' || to_json(nullif(n.absent_listings, 0))) || '}')::jsonb
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
        '"placed_at":' || case when n.placed_at is distinct from o.placed_at
          and (o.placed_at is null and n.placed_at = at and n.state = 'placed' and o.state <> 'placed') is not true then json_build_array(o.placed_at, n.placed_at) end,
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
      '"phone_country":' || to_json(n.phone_country), '"phone_regions":' || to_json(nullif(n.phone_regions, '{}')),
      '"phone_zones":' || to_json(n.phone_zones), '"phone_zone_source":' || to_json(n.phone_zone_source),
      '"scheduled_at":' || to_json(n.scheduled_at), '"call_topic":' || to_json(n.call_topic),
      '"call_language":' || to_json(n.call_language), '"purpose":' || to_json(n.purpose),
      '"time_zone":' || to_json(n.time_zone), '"deadline_at":' || to_json(n.deadline_at),
      '"is_active":' || to_json(n.is_active), '"call_status":' || to_json(n.call_status),
      '"bolna_call_id":' || to_json(n.bolna_call_id), '"auto_trigger_enabled":' || to_json(n.auto_trigger_enabled),
      '"checkup_threshold_days":' || to_json(n.checkup_threshold_days),
      '"last_checkup_date":' || to_json(n.last_checkup_date), '"status_reason_code":' || to_json(n.status_reason_code),
      '"status_reason":' || to_json(n.status_reason), '"attention_code":' || to_json(n.attention_code),
      '"attention_reason":' || to_json(n.attention_reason), '"attempt_count":' || to_json(nullif(n.attempt_count, 0)),
      '"deferral_count":' || to_json(nullif(n.deferral_count, 0)), '"due_at":' || to_json(nullif(n.due_at, n.scheduled_at)),
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
        '"bolna_call_id":' || case when n.bolna_call_id is distinct from o.bolna_call_id
          and (n.call_status = 'in_progress' and (o.call_status = 'in_progress' and o.bolna_call_id is null
            or o.call_status = 'scheduled' and n.bolna_call_id is null)) is not true then json_build_array(o.bolna_call_id, n.bolna_call_id) end,
        '"auto_trigger_enabled":' || case when n.auto_trigger_enabled is distinct from o.auto_trigger_enabled then json_build_array(o.auto_trigger_enabled, n.auto_trigger_enabled) end,
        '"checkup_threshold_days":' || case when n.checkup_threshold_days is distinct from o.checkup_threshold_days then json_build_array(o.checkup_threshold_days, n.checkup_threshold_days) end,
        '"last_checkup_date":' || case when n.last_checkup_date is distinct from o.last_checkup_date then json_build_array(o.last_checkup_date, n.last_checkup_date) end,
        '"status_reason_code":' || case when n.status_reason_code is distinct from o.status_reason_code then json_build_array(o.status_reason_code, n.status_reason_code) end,
        '"status_reason":' || case when n.status_reason is distinct from o.status_reason then json_build_array(o.status_reason, n.status_reason) end,
        '"attention_code":' || case when n.attention_code is distinct from o.attention_code then json_build_array(o.attention_code, n.attention_code) end,
        '"attention_reason":' || case when n.attention_reason is distinct from o.attention_reason then json_build_array(o.attention_reason, n.attention_reason) end,
        '"attempt_count":' || case when n.attempt_count is distinct from o.attempt_count
          and (o.call_status = 'scheduled' and n.call_status = 'in_progress' and n.attempt_count = o.attempt_count + 1) is not true then json_build_array(o.attempt_count, n.attempt_count) end,
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
