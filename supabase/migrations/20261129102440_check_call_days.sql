-- The days of a month on which a booking could leave at no moment.
SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.call_as_asked (
  p_org_id uuid,
  p_call   jsonb
)
  RETURNS public.call_schedules
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  s.org_id := p_org_id;
  s.purpose := private.default_purpose(p_org_id);
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.auto_trigger_enabled := false;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  s.due_at := s.scheduled_at;
  return s;
end $function$;

CREATE OR REPLACE FUNCTION public.check_call (
  p_org_id uuid,
  p_actor  uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  decision private.decision;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  s := private.call_as_asked(p_org_id, p_call);
  decision := case when s.purpose is null then private.stop('purpose_missing') else private.judge_plan(s, s.scheduled_at) end;
  if decision.outcome = 'defer' then
    decision.until := (private.first_allowed(s, s.scheduled_at)).until;
  end if;
  return jsonb_build_object('outcome', 'checked'::public.answer_outcome,
    'decision', private.present_decision(decision, s.scheduled_at, 'plan', s.purpose));
end $function$;

CREATE OR REPLACE FUNCTION public.check_call_days (
  p_org_id uuid,
  p_actor  uuid,
  p_call   jsonb,
  p_zone   text,
  p_from   date,
  p_days   integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  last_day constant date := p_from + least(p_days, 62) - 1;
  begins timestamptz;
  s public.call_schedules;
  first private.decision;
  opens timestamptz;
  spans tstzmultirange;
  rest interval;
  closed jsonb;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  elsif private.is_time_zone(p_zone) is not true then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'zone');
  end if;
  begins := greatest(p_from::timestamp at time zone p_zone, private.current_time());
  s := private.call_as_asked(p_org_id, p_call);
  s.scheduled_at := begins;
  s.due_at := begins;
  first := case when s.purpose is null then private.stop('purpose_missing') else private.first_allowed(s, begins) end;
  opens := case first.outcome when 'call' then begins when 'defer' then coalesce(first.until, 'infinity') else 'infinity' end;
  if opens <> 'infinity' and ((private.window_of(first.terms, begins)).demands ->> 'hours')::boolean then
    spans := (
      select range_agg(tstzrange(p.opens, p.closes))
      from private.compute_spans((first.terms).org_id, (first.terms).purpose, (first.terms).jurisdictions, (first.terms).zones,
        begins - interval '1 day', (last_day + 1)::timestamp at time zone p_zone + interval '1 day') p);
  end if;
  rest := greatest(interval '2 minutes', (select make_interval(secs => o.queue_deadline_seconds) from public.organizations o where o.id = p_org_id));
  select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'code', w.code, 'sentence', w.sentence) order by d.day), '[]')
  into closed
  from (
    select c.day, tstzrange(greatest(c.day::timestamp at time zone p_zone, private.current_time()),
      (c.day + 1)::timestamp at time zone p_zone) as hours
    from (select p_from + n as day from generate_series(0, last_day - p_from) n) c
    where (c.day + 1)::timestamp at time zone p_zone > private.current_time()
  ) d
  cross join lateral (
    select first.code, private.say_decision(first) as sentence where opens >= upper(d.hours)
    union all
    select y.code, private.say_decision(private.defer(y.code, null, y.data || jsonb_build_object('rules', y.rule_ids)))
    from private.say_why_closed(private.window_of(first.terms, lower(d.hours)), lower(d.hours)) y
    where opens < upper(d.hours) and spans is not null and not exists (
      select from unnest(spans * tstzmultirange(d.hours)) o (open) where upper(o.open) - lower(o.open) >= rest)
  ) w;
  return jsonb_build_object('outcome', 'checked'::public.answer_outcome, 'closed', closed);
end $function$;

REVOKE ALL ON FUNCTION "public"."check_call_days"(uuid, uuid, jsonb, text, date, integer) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "private"."call_as_asked"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "public"."check_call_days"(uuid, uuid, jsonb, text, date, integer) TO "service_role";
