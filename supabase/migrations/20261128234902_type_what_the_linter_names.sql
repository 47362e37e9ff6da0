SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.actor_kind_of (
  p_user uuid
)
  RETURNS public.actor_kind
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return case
    when p_user is not null then 'user'::public.actor_kind
    when current_setting('role', true) = 'service_role' then 'service'
    else 'operator'
  end;
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
    return 'forbidden'::public.answer_outcome;
  end if;
  delete from public.call_schedule_rules r where r.id = p_rule_id and r.org_id = p_org_id;
  return case when found then 'deleted'::public.answer_outcome else 'not_found' end;
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
    delete from public.contacts c where c.org_id = p_org_id and c.removed_at is not null;
    update public.contacts c set hubspot_modified_at = null where c.org_id = p_org_id and c.hubspot_modified_at is not null;
  end if;
  return 'saved'::public.answer_outcome;
end $function$;

CREATE OR REPLACE FUNCTION public.receive_bolna_event (
  p_execution_id  text,
  p_call_ref      uuid,
  p_status        text,
  p_retry_count   integer,
  p_snapshot      jsonb,
  p_snapshot_hash text,
  p_source        public.event_source
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  attempt uuid;
  t public.call_attempts;
  snapshot_size constant integer := octet_length(p_snapshot::text);
  all_senders constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  duplicate boolean;
  kept boolean := true;
begin
  select coalesce(
    (select a.id from public.call_attempts a where a.bolna_execution_id = p_execution_id),
    (select a.id from public.call_attempts a
     where a.id = p_call_ref and a.bolna_execution_id is null and a.state in ('placing', 'unknown'))
  ) into attempt;
  if attempt is null then
    t := private.note_late_execution(p_execution_id, p_call_ref);
  else
    t := private.lock_attempt(attempt);
  end if;

  duplicate := exists (
    select from public.call_events e where e.execution_id = p_execution_id and e.snapshot_hash = p_snapshot_hash);
  if not duplicate then
    kept := t.id is not null or private.take_token(all_senders, 'unknown_event') = 0;
  end if;
  if kept and not duplicate then
    insert into public.call_events
      (org_id, attempt_id, execution_id, call_ref, status, retry_count, source, snapshot, snapshot_hash)
    values (t.org_id, t.id, p_execution_id, p_call_ref, p_status, coalesce(p_retry_count, 0), p_source,
      case when snapshot_size <= 16384 then p_snapshot else jsonb_build_object('reduced_from_bytes', snapshot_size) end,
      p_snapshot_hash)
    on conflict (execution_id, snapshot_hash) do nothing;
    duplicate := not found;
  end if;
  if attempt is null then
    return jsonb_build_object('duplicate', duplicate, 'kept', kept, 'known', false, 'attempt_id', null, 'org_id', null,
      'attempt_state', null, 'call_status', null, 'settle', false);
  end if;

  if t.bolna_execution_id is null and t.state in ('placing', 'unknown') then
    perform public.record_call_placed(t.id, p_execution_id, p_status);
    t := private.lock_attempt(attempt);
  end if;

  if t.state = 'placed' and t.bolna_execution_id = p_execution_id
    and not private.is_terminal(p_status) and not private.is_terminal(coalesce(t.bolna_status, ''))
    and private.live_rank(p_status) > private.live_rank(coalesce(t.bolna_status, '')) then
    update public.call_attempts a
    set bolna_status = p_status, bolna_status_at = private.current_time(),
      next_check_at = private.look_after_news(a.next_check_at), check_count = 0
    where a.id = t.id;
  end if;
  return (
    select jsonb_build_object('duplicate', duplicate, 'kept', kept, 'known', true, 'attempt_id', a.id, 'org_id', a.org_id,
      'attempt_state', a.state, 'call_status', s.call_status,
      'settle', private.is_terminal(p_status) and a.state = 'placed')
    from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id
    where a.id = t.id
  );
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
  return 'removed'::public.answer_outcome;
end $function$;

CREATE OR REPLACE FUNCTION public.settle_calls (
  p_settles jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  attempt_ids constant uuid[] := array(
    select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'outcome' <> 'balance_low');
  schedule_ids uuid[];
  held uuid[];
  freed uuid[] := '{}'::uuid[];
  answers jsonb := '[]'::jsonb;
  answer jsonb;
  one record;
  t public.call_attempts;
begin
  -- Schedules, then attempts: the order everywhere.
  select array_agg(l.id) into schedule_ids from (
    select s.id from public.call_schedules s
    where s.id = any (array(select a.schedule_id from public.call_attempts a where a.id = any (attempt_ids)))
    for no key update skip locked
  ) l;
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.id = any (attempt_ids) and a.schedule_id = any (schedule_ids)
    for no key update skip locked
  ) l;

  for one in
    select (e ->> 'attempt_id')::uuid as attempt_id, e ->> 'execution_id' as execution_id, e -> 'result' as result
    from jsonb_array_elements(p_settles) with ordinality as s (e, place) order by s.place
  loop
    answer := null;
    if one.attempt_id = any (held) and one.result ->> 'outcome' <> 'balance_low' then
      begin
        select a.* into t from public.call_attempts a where a.id = one.attempt_id;
        if t.state in ('placed', 'unknown') and t.bolna_execution_id is not distinct from one.execution_id then
          answer := jsonb_build_object('settled', true, 'call_status', private.settle_attempt(t, one.result));
          freed := freed || t.org_id;
        else
          answer := jsonb_build_object('settled', false,
            'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
        end if;
      exception when others then
        answer := null;
      end;
    end if;
    answers := answers || jsonb_build_array(answer);
  end loop;
  if freed <> '{}' then
    perform private.ring_for_waiting_calls(variadic freed);
  end if;
  return answers;
end $function$;
