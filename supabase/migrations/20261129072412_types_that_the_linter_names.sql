SET local check_function_bodies = off;

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
  decisions private.decision[] := '{}'::private.decision[];
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

CREATE OR REPLACE FUNCTION private.keep_findings (
  p_rule  private.alert_rules,
  p_found private.alert_finding[]
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  changed public.alerts;
begin
  for changed in
    with found as (
      select f.org_id, f.subject, f.value, f.data, coalesce(f.org_id, nobody) as owner from unnest(p_found) f
    ), live as (
      select a.id, a.state, f.subject is not null as is_found, f.value, f.data,
        a.state = 'pending' and f.subject is not null and a.looks + 1 >= p_rule.raise_after as is_raised,
        a.state = 'open' and f.subject is null and a.looks + 1 >= p_rule.resolve_after as is_resolved
      from public.alerts a
      left join found f on f.owner = coalesce(a.org_id, nobody) and f.subject = a.subject
      where a.code = p_rule.code and a.state <> 'resolved' and not (a.state = 'open' and a.looks = 0 and f.subject is not null)
    ), dropped as (
      delete from public.alerts a using live l where a.id = l.id and l.state = 'pending' and not l.is_found
    ), counted as (
      update public.alerts a
      set looks = case when l.is_raised or l.state = 'open' and l.is_found then 0 else a.looks + 1 end,
        state = case when l.is_raised then 'open'::public.alert_state when l.is_resolved then 'resolved' else a.state end,
        raised_at = case when l.is_raised then now_is else a.raised_at end,
        resolved_at = case when l.is_resolved then now_is end,
        value = case when l.is_raised then l.value else a.value end,
        data = case when l.is_raised then l.data else a.data end,
        sentence = case when l.is_raised then private.say_alert(a.code, a.subject, l.value, l.data) else a.sentence end
      from live l
      where a.id = l.id and (l.is_found or l.state = 'open')
      returning a.*
    ), added as (
      insert into public.alerts as a (org_id, code, subject, severity, state, value, threshold, data, sentence, looks, raised_at)
      select f.org_id, p_rule.code, f.subject, p_rule.severity,
        case when p_rule.raise_after = 1 then 'open'::public.alert_state else 'pending' end, f.value,
        coalesce((select t.threshold from public.alert_thresholds t where t.org_id = f.org_id and t.code = p_rule.code), p_rule.threshold),
        f.data, private.say_alert(p_rule.code, f.subject, f.value, f.data),
        case when p_rule.raise_after = 1 then 0 else 1 end, case when p_rule.raise_after = 1 then now_is end
      from found f
      where not exists (
        select from public.alerts l
        where l.code = p_rule.code and l.state <> 'resolved' and coalesce(l.org_id, nobody) = f.owner and l.subject = f.subject)
      on conflict (code, org_id, subject) where state <> 'resolved' do nothing
      returning a.*
    )
    select c.* from counted c join live l on l.id = c.id where l.is_raised or l.is_resolved
    union all
    select n.* from added n where n.state = 'open'
  loop
    perform private.tell_alert(changed);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.tell_alert (
  a public.alerts
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  event constant public.webhook_event := case a.state when 'resolved' then 'alert.resolved'::public.webhook_event else 'alert.raised' end;
  told constant jsonb := a.data || jsonb_build_object('alert_id', a.id, 'code', a.code, 'severity', a.severity, 'subject', a.subject,
    'sentence', a.sentence, 'value', a.value, 'threshold', a.threshold, 'raised_at', a.raised_at, 'resolved_at', a.resolved_at);
begin
  if a.org_id is not null then
    perform private.enter_webhook_event(a.org_id, event, a.id, told);
  end if;
  if a.org_id is null or (select r.tells_operator from private.alert_rules r where r.code = a.code) then
    perform private.enter_operator_event(event, a.id, told || jsonb_build_object('org_slug', (
      select o.slug from public.organizations o where o.id = a.org_id)));
  end if;
end $function$;
