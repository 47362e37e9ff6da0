SET local check_function_bodies = off;

DROP FUNCTION "public"."change_call_schedule"(uuid, uuid, uuid, jsonb);

CREATE TYPE "public"."bulk_action" AS ENUM (
  'move',
  'cancel'
);

CREATE OR REPLACE FUNCTION private.call_history (
  p_org_id      uuid,
  p_schedule_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  told constant text[] := array['scheduled_at', 'call_status', 'status_reason_code', 'status_reason', 'is_active', 'agent_id', 'call_topic',
    'call_language', 'purpose', 'time_zone', 'deadline_at', 'contact_id', 'contact_name', 'contact_phone_hash', 'auto_trigger_enabled',
    'checkup_threshold_days', 'last_checkup_date', 'attention_code', 'attention_reason', 'retry_at', 'not_before', 'rule_id',
    'campaign_id', 'deleted_at', 'attempt_number', 'trigger', 'state', 'outcome', 'reason_code', 'reason', 'answered', 'voicemail'];
begin
  if not exists (
    select from public.call_schedules s
    where s.id = p_schedule_id and s.org_id = p_org_id and s.deleted_at is null and s.org_id in (select private.my_org_ids()))
  then
    return null;
  end if;
  return (
    with rows_of_call as (
      select l.id, l.occurred_at, l.actor_kind, l.actor_id, l.action, l.table_name, l.row_id, l.changes
      from public.audit_log l where l.row_id = p_schedule_id::text and l.table_name = 'call_schedules' and l.org_id = p_org_id
      union all
      select l.id, l.occurred_at, l.actor_kind, l.actor_id, l.action, l.table_name, l.row_id, l.changes
      from public.call_attempts t
      join public.audit_log l on l.row_id = t.id::text and l.table_name = 'call_attempts' and l.org_id = p_org_id
      where t.schedule_id = p_schedule_id
    ), with_changes as (
      select r.id, r.occurred_at, r.actor_kind, r.actor_id, r.action, r.table_name, r.row_id, (
        select jsonb_agg(jsonb_build_object('field', replace(c.key, 'contact_phone_hash', 'contact_phone'),
            'from', case when jsonb_typeof(c.value) = 'array' and r.action = 'update' then c.value -> 0 end,
            'to', case when c.value = '"private"' then null when r.action = 'update' then c.value -> 1 else c.value end)
          order by array_position(told, c.key))
        from jsonb_each(r.changes) c where c.key = any (told)) as changes
      from rows_of_call r
    ), latest as (
      select w.id, w.occurred_at, w.actor_kind, w.actor_id, w.action, w.table_name, w.row_id, w.changes
      from with_changes w where w.changes is not null
      order by w.id desc limit 500
    )
    select coalesce(jsonb_agg(jsonb_build_object('at', l.occurred_at, 'action', l.action,
      'subject', case l.table_name when 'call_schedules' then 'call' else 'attempt' end, 'subject_id', l.row_id,
      'actor', jsonb_build_object('kind', l.actor_kind, 'id', l.actor_id, 'name', (
        select split_part(u.email, '@', 1) from auth.users u
        join public.memberships m on m.user_id = u.id and m.org_id = p_org_id where u.id = l.actor_id)),
      'changes', l.changes) order by l.id), '[]')
    from latest l);
end $function$;

CREATE OR REPLACE FUNCTION private.change_many_calls (
  p_org_id  uuid,
  p_action  public.bulk_action,
  p_ids     uuid[],
  p_filters jsonb,
  p_at      timestamp with time zone,
  p_minutes integer,
  p_dry_run boolean,
  p_confirm integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  most constant integer := 1000;
  now_is constant timestamptz := private.current_time();
  caller constant uuid := auth.uid();
  caller_role constant public.member_role := private.role_of(p_org_id, caller);
  zone constant text := (select o.time_zone from public.organizations o where o.id = p_org_id);
  wanted uuid[] := case when p_filters is null then array(select distinct unnest(p_ids))
    else private.find_calls(p_org_id, p_filters, 'due_at', null, null, most + 1) end;
  s public.call_schedules;
  decision private.decision;
  moved_at timestamptz;
  code text;
  changing uuid[] := '{}'::uuid[];
  moments timestamptz[] := '{}'::timestamptz[];
  decisions private.decision[] := '{}';
  left_as_is jsonb := '[]'::jsonb;
  answer jsonb;
begin
  if (caller_role in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif (p_ids is null) = (p_filters is null) or p_action = 'move' and (p_at is null) = (p_minutes is null) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome);
  elsif cardinality(wanted) > most then
    return jsonb_build_object('outcome', 'too_many'::public.answer_outcome, 'most', most);
  end if;
  if not p_dry_run then
    perform from public.call_schedules c where c.id = any (wanted) and c.org_id = p_org_id order by c.id for no key update;
  end if;
  for s in
    select (c).* from (select c from public.call_schedules c where c.id = any (wanted) and c.org_id = p_org_id and c.deleted_at is null) w
    order by id
  loop
    moved_at := coalesce(p_at, s.scheduled_at + make_interval(mins => p_minutes));
    code := case
      when (caller_role = 'admin' or s.created_by = caller) is not true then 'forbidden'
      when s.call_status = 'in_progress' then 'live'
      when s.call_status <> 'scheduled' then 'over'
      when p_action = 'move' and moved_at not between now_is - interval '1 hour' and now_is + interval '1830 days' then 'invalid' end;
    if code is null and p_action = 'move' then
      s.scheduled_at := moved_at;
      s.due_at := least(moved_at, case when s.auto_trigger_enabled then
        (s.last_checkup_date + s.checkup_threshold_days)::timestamp at time zone zone end);
      s.not_before := null;
      decision := private.first_allowed(s, greatest(s.due_at, now_is));
      code := case when decision.outcome = 'stop' then decision.code::text end;
    end if;
    if code is null then
      changing := changing || s.id;
      moments := moments || moved_at;
      decisions := decisions || decision;
    else
      left_as_is := left_as_is || jsonb_build_object('id', s.id, 'code', code);
    end if;
    wanted := array_remove(wanted, s.id);
  end loop;
  left_as_is := left_as_is || coalesce(
    (select jsonb_agg(jsonb_build_object('id', w.id, 'code', 'not_found')) from unnest(wanted) as w (id)), '[]');
  answer := jsonb_build_object('matched', cardinality(changing) + jsonb_array_length(left_as_is), 'changed', cardinality(changing),
    'deferred', case when p_action = 'move' then (
      select count(*) from unnest(decisions) d where d.outcome = 'defer') else 0 end, 'left_as_is', left_as_is);
  if p_dry_run then
    return answer || jsonb_build_object('outcome', 'checked'::public.answer_outcome);
  elsif (p_filters is not null or p_confirm is not null) and p_confirm is distinct from cardinality(changing) then
    return answer || jsonb_build_object('outcome', 'unconfirmed'::public.answer_outcome);
  end if;

  if p_action = 'cancel' then
    update public.call_schedules c
    set call_status = 'cancelled', status_reason_code = 'cancelled_by_user', status_reason = 'Cancelled before it was dialled.', retry_at = null
    where c.id = any (changing);
  else
    update public.call_schedules c set scheduled_at = m.at
    from unnest(changing, moments) as m (id, at) where c.id = any (changing) and c.id = m.id;
    update public.call_schedules c
    set not_before = m.until, status_reason_code = m.code, status_reason = m.sentence
    from (
      select u.id, case when d.outcome = 'defer' then d.until end as until, case when d.outcome = 'defer' then d.code end as code,
        case when d.outcome = 'defer' then left(private.say_decision(d), 1000) end as sentence
      from unnest(changing) with ordinality as u (id, place)
      cross join lateral (select (decisions[u.place]).*) d
    ) m
    where c.id = any (changing) and c.id = m.id and (c.not_before is distinct from m.until or c.status_reason_code is distinct from m.code);
    perform private.keep_decisions(changing, decisions, 'plan');
    perform private.keep_window(u.terms) from (select distinct d.terms from unnest(decisions) d) u order by private.window_key(u.terms);
  end if;
  return answer || jsonb_build_object('outcome', 'changed'::public.answer_outcome);
end $function$;

CREATE OR REPLACE FUNCTION private.organization_people (
  p_org_id uuid
)
  RETURNS TABLE (
    user_id   uuid,
    name      text,
    email     text,
    role      public.member_role,
    joined_at timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select m.user_id, split_part(u.email, '@', 1), case when me.role = 'admin' then u.email end, m.role, m.created_at
  from public.memberships me
  join public.memberships m on m.org_id = me.org_id
  join auth.users u on u.id = m.user_id
  where me.org_id = p_org_id and me.user_id = (select auth.uid())
  order by m.created_at, m.user_id
$function$;

CREATE OR REPLACE FUNCTION public.call_history (
  p_org_id      uuid,
  p_schedule_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select private.call_history(p_org_id, p_schedule_id)
$function$;

REVOKE ALL ON FUNCTION "public"."call_history"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.change_call_schedule (
  p_org_id      uuid,
  p_schedule_id uuid,
  p_actor       uuid,
  p_changes     jsonb,
  p_seen_at     timestamp with time zone DEFAULT NULL::timestamp WITH time zone
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
  decision private.decision;
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
  elsif s.updated_at <> p_seen_at then
    return jsonb_build_object('outcome', 'stale'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
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
  begin
    update public.call_schedules c
    set agent_id = s.agent_id, contact_id = s.contact_id, contact_name = s.contact_name,
      contact_phone_enc = s.contact_phone_enc, contact_phone_hash = s.contact_phone_hash,
      global_phone_hash = s.global_phone_hash, phone_country = s.phone_country, phone_regions = s.phone_regions,
      phone_zones = s.phone_zones, phone_zone_source = s.phone_zone_source, scheduled_at = s.scheduled_at,
      call_topic = s.call_topic, call_language = s.call_language, is_active = s.is_active,
      auto_trigger_enabled = s.auto_trigger_enabled, checkup_threshold_days = s.checkup_threshold_days,
      last_checkup_date = s.last_checkup_date, purpose = s.purpose, time_zone = s.time_zone,
      deadline_at = s.deadline_at
    where c.id = p_schedule_id
    returning c.* into s;
    decision := private.plan_call(s);
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $function$;

REVOKE ALL ON FUNCTION "public"."change_call_schedule"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.change_many_calls (
  p_org_id  uuid,
  p_action  public.bulk_action,
  p_ids     uuid[]                   DEFAULT NULL::uuid[],
  p_filters jsonb                    DEFAULT NULL::jsonb,
  p_at      timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_minutes integer                  DEFAULT NULL::integer,
  p_dry_run boolean                  DEFAULT true,
  p_confirm integer                  DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select private.change_many_calls(p_org_id, p_action, p_ids, p_filters, p_at, p_minutes, coalesce(p_dry_run, true), p_confirm)
$function$;

REVOKE ALL
  ON FUNCTION "public"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer)
  FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.organization_people (
  p_org_id uuid
)
  RETURNS TABLE (
    user_id   uuid,
    name      text,
    email     text,
    role      public.member_role,
    joined_at timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select p.user_id, p.name, p.email, p.role, p.joined_at from private.organization_people(p_org_id) p
$function$;

REVOKE ALL ON FUNCTION "public"."organization_people"(uuid) FROM PUBLIC, "anon", "service_role";

REVOKE ALL ON FUNCTION "private"."call_history"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."call_history"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."call_history"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_history"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."organization_people"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "private"."organization_people"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "private"."organization_people"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."organization_people"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_history"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."call_history"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_history"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "public"."change_call_schedule"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_call_schedule"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_call_schedule"(uuid, uuid, uuid, jsonb, timestamp WITH time zone) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_many_calls"(uuid, public.bulk_action, uuid[], jsonb, timestamp WITH time zone, integer, boolean, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_people"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."organization_people"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."organization_people"(uuid) TO "postgres";
