SET local check_function_bodies = off;

DROP FUNCTION "private"."delete_call_rule"(uuid, uuid);

DROP FUNCTION "public"."delete_call_rule"(uuid, uuid);

DROP FUNCTION "public"."put_hubspot_connection"(uuid, uuid, text, jsonb, boolean);

DROP FUNCTION "public"."remove_hubspot_connection"(uuid, uuid);

CREATE TYPE "public"."answer_outcome" AS ENUM (
  'added',
  'already_revoked',
  'already_there',
  'booked',
  'cancelled',
  'changed',
  'claimed',
  'created',
  'deferred',
  'deleted',
  'entered',
  'forbidden',
  'imported',
  'invalid',
  'kept',
  'live',
  'lost',
  'mismatch',
  'not_connected',
  'not_dead',
  'not_flagged',
  'not_found',
  'not_scheduled',
  'over',
  'pending',
  'recorded',
  'removed',
  'replay',
  'requested',
  'resolved',
  'revoked',
  'running',
  'saved',
  'started',
  'stop_needed',
  'token_needed',
  'unknown',
  'wait',
  'withdrawn'
);

CREATE OR REPLACE FUNCTION private.cancel_call_schedule (
  p_schedule_id uuid,
  p_delete      boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller uuid := auth.uid();
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, caller);
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (caller_role = 'admin' or (caller_role = 'member' and s.created_by = caller)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;

  if s.call_status = 'in_progress' then
    select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended';
    if t.state = 'placed' and private.is_pre_dial(t.bolna_status) then
      return jsonb_build_object('outcome', 'stop_needed'::public.answer_outcome,
        'attempt_id', t.id, 'execution_id', t.bolna_execution_id);
    end if;
    return jsonb_build_object('outcome', 'live'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' and not p_delete then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome, 'call_status', s.call_status);
  end if;

  update public.call_schedules c
  set call_status = case when c.call_status = 'scheduled' then 'cancelled' else c.call_status end,
    status_reason_code = case when c.call_status = 'scheduled' then 'cancelled_by_user' else c.status_reason_code end,
    status_reason = case when c.call_status = 'scheduled' then 'Cancelled before it was dialled.' else c.status_reason end,
    retry_at = null,
    deleted_at = case when p_delete then private.current_time() end
  where c.id = s.id;
  return jsonb_build_object('outcome', case when s.call_status = 'scheduled' then 'cancelled'::public.answer_outcome else 'deleted' end);
end $function$;

CREATE OR REPLACE FUNCTION private.delete_call_rule (
  p_org_id  uuid,
  p_rule_id uuid
)
  RETURNS public.answer_outcome
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.role_of(p_org_id, auth.uid()) is distinct from 'admin' then
    return 'forbidden';
  end if;
  delete from public.call_schedule_rules r where r.id = p_rule_id and r.org_id = p_org_id;
  return case when found then 'deleted' else 'not_found' end;
end $function$;

CREATE OR REPLACE FUNCTION private.remove_suppression (
  p_org_id         uuid,
  p_suppression_id uuid,
  p_reason         text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  lifted public.suppressions;
begin
  if caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  update public.suppressions x
  set removed_at = private.current_time(), removed_by = auth.uid(), removed_reason = p_reason
  where x.id = p_suppression_id and x.org_id = p_org_id and x.removed_at is null
  returning x.* into lifted;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  return jsonb_build_object('outcome', 'removed'::public.answer_outcome, 'suppression', to_jsonb(lifted) - 'phone_hash');
end $function$;

CREATE OR REPLACE FUNCTION private.resolve_call_schedule (
  p_schedule_id uuid,
  p_outcome     public.resolution
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
  was_placed constant boolean := p_outcome = 'placed';
  new_code constant public.reason_code :=
    case when was_placed then 'placed_by_hand'::public.reason_code else 'not_placed_by_hand' end;
  new_status public.call_status;
  is_overdue boolean;
begin
  if p_outcome is null then
    raise exception 'p_outcome must be placed or not_placed' using errcode = '22023';
  end if;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, auth.uid());
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended' for no key update;
  if t.id is null and s.attention then
    update public.call_schedules c set attention_code = null, attention_reason = null where c.id = s.id;
    return jsonb_build_object('outcome', 'resolved'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  is_overdue := coalesce(private.attempt_deadline(t) <= private.current_time(), false);
  if t.id is null or not (s.attention or is_overdue)
    -- Its request may be on its way; or Bolna has it, and it may be talking while its number is dialled again.
    or ((t.state = 'placing' or (t.state = 'placed' and not was_placed)) and not is_overdue) then
    return jsonb_build_object('outcome', 'not_flagged'::public.answer_outcome, 'call_status', s.call_status);
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = 'settled_by_hand', ended_at = private.current_time(), next_check_at = null,
    reason_code = new_code,
    reason = case when was_placed then 'An admin found out that this call was made.'
      else 'An admin found out that this call was not made.' end
  where a.id = t.id;
  update public.call_schedules c
  set call_status = case when was_placed then 'completed'::public.call_status when t.state = 'placed' then 'failed' else 'scheduled' end,
    status_reason_code = new_code,
    status_reason = case when was_placed then 'An admin found out that this call was made.'
      when t.state = 'placed' then 'An admin found out that this call was not made. Bolna had accepted it, so it is not tried again by itself.'
      else 'An admin found out that this call was not made: it is tried again.' end,
    attention_code = null, attention_reason = null
  where c.id = s.id
  returning c.call_status into new_status;
  if new_status = 'scheduled' and private.orphan_code(s) is not null then
    perform private.refuse_call(s.id, private.stop(private.orphan_code(s)));
    new_status := 'cancelled';
  end if;
  perform private.ring_for_waiting_calls(s.org_id);
  return jsonb_build_object('outcome', 'resolved'::public.answer_outcome, 'call_status', new_status);
end $function$;

CREATE OR REPLACE FUNCTION private.revoke_consent (
  p_org_id     uuid,
  p_consent_id uuid,
  p_via        text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  caller_role constant public.member_role := private.role_of(p_org_id, auth.uid());
  c public.consents;
begin
  select x.* into c from public.consents x
  where x.id = p_consent_id and x.org_id = p_org_id and caller_role is not null for no key update;
  if c.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role = 'viewer' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif c.revoked_at is not null then
    return jsonb_build_object('outcome', 'already_revoked'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
  end if;
  update public.consents x
  set revoked_at = private.current_time(), revoked_via = p_via, revoked_reason = p_reason, revoked_by = auth.uid()
  where x.id = c.id
  returning x.* into c;
  return jsonb_build_object('outcome', 'revoked'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
end $function$;

CREATE OR REPLACE FUNCTION private.tell_decision (
  d private.decision
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('outcome', case d.outcome when 'stop' then 'withdrawn'::public.answer_outcome else 'deferred' end,
    'reason_code', d.code, 'reason', private.say_decision(d), 'until', d.until)
$function$;

CREATE OR REPLACE FUNCTION public.add_suppression (
  p_org_id      uuid,
  p_actor       uuid,
  p_id          uuid,
  p_suppression jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  new_one public.suppressions;
  kept public.suppressions;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_suppression,
    array['phone_hash', 'phone_last4', 'scope', 'topic', 'contact_id', 'reason', 'expires_at']);
  select x.* into kept from public.suppressions x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if kept.id is null then
    new_one := jsonb_populate_record(null::public.suppressions, '{"scope": "all"}' || p_suppression);
    new_one.id := p_id;
    new_one.org_id := p_org_id;
    new_one.contact_id := private.plain_contact_id(new_one.contact_id);
    new_one.source := 'user';
    new_one.added_by := p_actor;
    kept := private.keep_suppression(new_one);
  end if;
  return jsonb_build_object('outcome', case when kept.id = p_id then 'added'::public.answer_outcome else 'already_there' end,
    'suppression', to_jsonb(kept) - 'phone_hash');
end $function$;

CREATE OR REPLACE FUNCTION public.begin_idempotent_request (
  p_org_id      uuid,
  p_actor       uuid,
  p_key         text,
  p_fingerprint text,
  p_resource_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kept public.idempotency_keys;
  seconds integer;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  delete from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
    and k.created_at < private.current_time() - interval '24 hours';

  insert into public.idempotency_keys (org_id, user_id, idempotency_key, fingerprint, resource_id)
  values (p_org_id, p_actor, p_key, p_fingerprint, p_resource_id)
  on conflict do nothing;
  if found then
    seconds := private.take_token(p_actor, 'idempotency_key');
    if seconds > 0 then
      perform public.abandon_idempotent_request(p_org_id, p_actor, p_key);
      return jsonb_build_object('outcome', 'wait'::public.answer_outcome, 'seconds', seconds);
    end if;
    return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'resource_id', p_resource_id);
  end if;

  select k.* into kept from public.idempotency_keys k
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key
  for update;
  if not found then
    return jsonb_build_object('outcome', 'running'::public.answer_outcome);
  elsif kept.fingerprint <> p_fingerprint then
    return jsonb_build_object('outcome', 'mismatch'::public.answer_outcome);
  elsif kept.status_code is not null then
    return jsonb_build_object('outcome', 'replay'::public.answer_outcome,
      'status_code', kept.status_code, 'response_enc', kept.response_enc);
  elsif kept.started_at > private.current_time() - interval '60 seconds' then
    return jsonb_build_object('outcome', 'running'::public.answer_outcome);
  end if;

  update public.idempotency_keys k set started_at = private.current_time()
  where k.org_id = p_org_id and k.user_id = p_actor and k.idempotency_key = p_key;
  return jsonb_build_object('outcome', 'started'::public.answer_outcome, 'resource_id', kept.resource_id);
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
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
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
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
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
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  return jsonb_build_object('outcome', 'booked'::public.answer_outcome,
    'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
end $function$;

CREATE OR REPLACE FUNCTION public.change_call_rule (
  p_org_id  uuid,
  p_rule_id uuid,
  p_actor   uuid,
  p_changes jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active']);
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.org_id = p_org_id for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  r := jsonb_populate_record(r, p_changes);
  if p_changes ? 'agent_id'
    and not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  update public.call_schedule_rules c
  set agent_id = r.agent_id, rule_name = r.rule_name, rule_type = r.rule_type,
    checkup_threshold_days = r.checkup_threshold_days, checkup_property = r.checkup_property,
    periodic_days = r.periodic_days, custom_conditions = r.custom_conditions, call_topic = r.call_topic,
    call_language = r.call_language, max_calls_per_day = r.max_calls_per_day, retry_policy = r.retry_policy,
    is_active = r.is_active
  where c.id = p_rule_id
  returning c.* into r;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'rule', to_jsonb(r));
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
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
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
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
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
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome,
    'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[]);
end $function$;

CREATE OR REPLACE FUNCTION public.claim_call_schedule (
  p_schedule_id            uuid,
  p_actor                  uuid,
  p_worker                 text,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  actor_role public.member_role;
  looks_first boolean;
  decision private.decision;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  perform from public.organizations o where o.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  looks_first := private.looks_first(s);
  decision := private.judge_call(s, private.current_time(), true, looks_first);
  if decision.outcome = 'stop' then
    return private.refuse_call(s.id, decision);
  elsif decision.outcome = 'defer' then
    return private.tell_decision(decision);
  elsif looks_first then
    select * into call from private.begin_looks(array[s.id], 'execute', p_worker, p_actor, p_lease_seconds);
  else
    select * into call
    from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

CREATE OR REPLACE FUNCTION public.claim_looked_call (
  p_schedule_id            uuid,
  p_worker                 text,
  p_look                   jsonb,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  look private.call_looks;
  s public.call_schedules;
  decision private.decision;
  call public.claimed_call;
begin
  select l.* into look from private.call_looks l where l.schedule_id = p_schedule_id and l.worker = p_worker;
  perform from public.organizations o where o.id = look.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c
  where c.id = look.schedule_id and c.contact_id = p_look ->> 'contact_id' for no key update;
  delete from private.call_looks l
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time();
  if not found or s.call_status is distinct from 'scheduled' then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  if look.actor_id is not null then
    perform set_config('app.actor_id', look.actor_id::text, true);
  end if;

  decision := case when p_look ? 'unread' then private.judge_unread(s, look.trigger, p_look -> 'unread')
    else private.keep_looked_contact(s, p_look) end;
  if decision.outcome is null then
    select c.* into s from public.call_schedules c where c.id = s.id;
    decision := private.judge_call(s, private.current_time(), look.trigger <> 'sweep');
  end if;
  if decision.outcome = 'call' then
    decision := private.keep_occasion(s, decision);
  end if;
  if decision.outcome <> 'call' then
    perform private.ring_for_waiting_calls(s.org_id);
    return private.refuse_call(s.id, decision);
  end if;
  select * into call
  from private.begin_attempts(array[s.id], look.trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

CREATE OR REPLACE FUNCTION public.create_call_rule (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid,
  p_rule   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_rule, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active']);
  r.checkup_threshold_days := 5;
  r.call_topic := 'follow_up';
  r.call_language := 'en-IN';
  r.max_calls_per_day := 100;
  r.retry_policy := '{}';
  r.is_active := true;
  r := jsonb_populate_record(r, p_rule);
  if not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days,
    checkup_property, periodic_days, custom_conditions, call_topic, call_language, max_calls_per_day, retry_policy,
    is_active, created_by)
  values (p_id, p_org_id, r.agent_id, r.rule_name, r.rule_type, r.checkup_threshold_days, r.checkup_property,
    r.periodic_days, r.custom_conditions, r.call_topic, r.call_language, r.max_calls_per_day, r.retry_policy,
    r.is_active, p_actor)
  on conflict (id) do nothing;
  select c.* into r from public.call_schedule_rules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if r.id is null then
    raise exception 'p_id is another rule''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'rule', to_jsonb(r));
end $function$;

CREATE OR REPLACE FUNCTION public.delete_call_rule (
  p_org_id  uuid,
  p_rule_id uuid
)
  RETURNS public.answer_outcome
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.delete_call_rule(p_org_id, p_rule_id)
$function$;

REVOKE ALL ON FUNCTION "public"."delete_call_rule"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.enter_organization (
  p_slug text,
  p_kind public.request_kind DEFAULT 'any'::public.request_kind
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  seconds constant integer := private.take_request_tokens(p_slug, p_kind);
begin
  if seconds > 0 then
    return jsonb_build_object('outcome', 'wait'::public.answer_outcome, 'seconds', seconds);
  end if;
  return coalesce(
    (select jsonb_build_object('outcome', 'entered'::public.answer_outcome,
      'organization', to_jsonb(o)) from public.my_organization(p_slug) o),
    jsonb_build_object('outcome', 'unknown'::public.answer_outcome));
end $function$;

CREATE OR REPLACE FUNCTION public.import_suppressions (
  p_org_id uuid,
  p_actor  uuid,
  p_rows   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  count_of_rows constant integer := jsonb_array_length(p_rows);
  added integer;
begin
  if (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif count_of_rows > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  insert into public.suppressions (org_id, phone_hash, phone_last4, scope, reason, source, added_by)
  select distinct on (r.phone_hash, r.scope) p_org_id, r.phone_hash, r.phone_last4, r.scope, r.reason, 'import', p_actor
  from rows from (jsonb_to_recordset(p_rows) as (phone_hash text, phone_last4 text, scope public.suppression_scope,
    reason text)) with ordinality as r (phone_hash, phone_last4, scope, reason, number)
  where not (select exists (
    select from public.suppressions x
    where x.org_id = p_org_id and x.phone_hash = r.phone_hash and x.removed_at is null and x.contact_id is null
      and x.scope in ('all', r.scope) and x.topic is null and x.expires_at is null
  ))
  order by r.phone_hash, r.scope, r.number
  on conflict do nothing;
  get diagnostics added = row_count;
  return jsonb_build_object('outcome', 'imported'::public.answer_outcome,
    'added', added, 'already_there', count_of_rows - added);
end $function$;

CREATE OR REPLACE FUNCTION public.keep_registry_checks (
  p_org_id     uuid,
  p_actor      uuid,
  p_registry   text,
  p_checked_at timestamp with time zone,
  p_rows       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  changed integer;
begin
  if p_org_id is not null and (private.role_of(p_org_id, p_actor) = 'admin') is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif p_checked_at > private.current_time() + interval '1 hour' then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'checked_at');
  elsif jsonb_array_length(p_rows) > 5000 then
    raise exception 'at most 5000 rows at once' using errcode = '22023';
  end if;
  insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
  select p_org_id, p_registry, r.phone_hash, bool_or(r.listed), p_checked_at
  from jsonb_to_recordset(p_rows) as r (phone_hash text, listed boolean)
  group by r.phone_hash
  on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
  where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  get diagnostics changed = row_count;

  update public.call_schedules s set not_before = null
  where s.call_status = 'scheduled' and s.deleted_at is null and s.status_reason_code = 'registry_check_stale'
    and (p_org_id is null or s.org_id = p_org_id)
    and s.global_phone_hash in (select r.phone_hash from jsonb_to_recordset(p_rows) as r (phone_hash text));
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome, 'changed', changed);
end $function$;

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
    return 'forbidden';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  if p_token is null and not (p_has_default_token and (select count(*) from public.organizations) = 1) and not exists (
    select from public.hubspot_connections c
    where c.org_id = p_org_id and (c.token_secret_id is not null or c.uses_default_token)
  ) then
    return 'token_needed';
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
    delete from public.contacts c where c.org_id = p_org_id and c.removed_at is not null;
    update public.contacts c set hubspot_modified_at = null where c.org_id = p_org_id and c.hubspot_modified_at is not null;
  end if;
  return 'saved';
end $function$;

REVOKE ALL ON FUNCTION "public"."put_hubspot_connection"(uuid, uuid, text, jsonb, boolean) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.record_consent (
  p_org_id  uuid,
  p_actor   uuid,
  p_id      uuid,
  p_consent jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.consents;
  wording constant text := p_consent ->> 'wording';
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_consent, array['phone_hash', 'phone_last4', 'contact_id', 'contact_name', 'relation',
    'kind', 'purposes', 'artificial_voice', 'obtained_at', 'obtained_through', 'wording', 'wording_version', 'language',
    'valid_until', 'evidence']);
  c := jsonb_populate_record(null::public.consents, p_consent);
  if wording is not null then
    c.wording_hash := encode(sha256(convert_to(wording, 'UTF8')), 'hex');
    insert into public.consent_wordings (org_id, wording_hash, wording) values (p_org_id, c.wording_hash, wording)
    on conflict do nothing;
  end if;
  insert into public.consents (id, org_id, phone_hash, phone_last4, contact_id, contact_name, relation, kind, purposes,
    artificial_voice, obtained_at, obtained_through, wording_hash, wording_version, language, valid_until, evidence, added_by)
  values (p_id, p_org_id, c.phone_hash, c.phone_last4, private.plain_contact_id(c.contact_id), c.contact_name, c.relation,
    c.kind, c.purposes, c.artificial_voice, c.obtained_at, c.obtained_through, c.wording_hash, c.wording_version, c.language,
    coalesce(c.valid_until, c.obtained_at + interval '24 months'), c.evidence, p_actor)
  on conflict (id) do nothing;
  select x.* into c from public.consents x where x.id = p_id and x.org_id = p_org_id and x.added_by = p_actor;
  if c.id is null then
    raise exception 'p_id is another consent''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'recorded'::public.answer_outcome, 'consent', to_jsonb(c) - 'phone_hash');
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
    return 'forbidden';
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform from public.organizations o where o.id = p_org_id for no key update;
  select c.* into known from public.hubspot_connections c
  where c.org_id = p_org_id and c.removed_at is null for update;
  if not found then
    return 'not_connected';
  end if;
  perform private.drop_token(known.token_secret_id);
  update public.hubspot_connections c
  set token_secret_id = null, uses_default_token = false, removed_at = private.current_time(), synced_until = null,
    sync_requested_at = null, rules_pending = false
  where c.org_id = p_org_id;
  -- What was read of people goes as well; the calls keep what they need.
  delete from public.contacts c where c.org_id = p_org_id;
  update public.contact_syncs r
  set state = 'failed', finished_at = private.current_time(), reason_code = 'disconnected',
    reason = 'HubSpot was disconnected.'
  where r.org_id = p_org_id and r.state = 'running';
  update public.call_schedules s
  set call_status = 'cancelled', status_reason_code = 'hubspot_disconnected', retry_at = null,
    status_reason = 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
  where s.org_id = p_org_id and s.rule_id is not null and s.call_status = 'scheduled' and s.deleted_at is null;
  return 'removed';
end $function$;

REVOKE ALL ON FUNCTION "public"."remove_hubspot_connection"(uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.request_contact_sync (
  p_org_id uuid,
  p_actor  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.hubspot_connections c
  set sync_requested_at = private.current_time()
  where c.org_id = p_org_id and c.removed_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_connected'::public.answer_outcome);
  end if;
  -- A reading that waits for a better moment goes on now; the day's limit nobody can shorten.
  update public.contact_syncs r set lease_expires_at = private.current_time()
  where r.org_id = p_org_id and r.state = 'running' and r.reason_code <> 'daily_limit';
  perform private.try_to_ring('sync');
  return jsonb_build_object('outcome', 'requested'::public.answer_outcome, 'requested_at', private.current_time());
end $function$;

CREATE OR REPLACE FUNCTION public.resend_crm_entry (
  p_id    uuid,
  p_actor uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  e public.crm_outbox;
  actor_role public.member_role;
begin
  select o.* into e from public.crm_outbox o where o.id = p_id for no key update;
  actor_role := private.role_of(e.org_id, p_actor);
  if e.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif actor_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif e.state <> 'dead' then
    return jsonb_build_object('outcome', 'not_dead'::public.answer_outcome, 'state', e.state);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  update public.crm_outbox o
  set state = 'pending', tries = 0, next_try_at = private.current_time(), reason_code = null, reason = null
  where o.id = e.id;
  return jsonb_build_object('outcome', 'pending'::public.answer_outcome);
end $function$;

REVOKE ALL ON FUNCTION "private"."delete_call_rule"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."delete_call_rule"(uuid, uuid) TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."delete_call_rule"(uuid, uuid) TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."put_hubspot_connection"(uuid, uuid, text, jsonb, boolean) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."remove_hubspot_connection"(uuid, uuid) TO "service_role";
