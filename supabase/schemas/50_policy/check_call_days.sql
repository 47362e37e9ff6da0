-- On which of p_days days (62 at most) from p_from on, on the calendar of p_zone, the judge lets a booking leave at no moment: each
-- with the code and sentence of why not. Days that are over are left out. The judge is asked from when on it may leave at all; which
-- days are open from there on is told by the spans of its window, made once for all of them: asking the judge day by day took ten
-- times as long. On behalf of p_actor, a member of any role; p_call as for book_call_schedule. Outcomes: checked {closed}, forbidden,
-- invalid {field} for a zone that is none.
create function public.check_call_days(p_org_id uuid, p_actor uuid, p_call jsonb, p_zone text, p_from date, p_days integer) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
revoke all on function public.check_call_days(uuid, uuid, jsonb, text, date, integer) from public, anon, authenticated, service_role;
grant execute on function public.check_call_days(uuid, uuid, jsonb, text, date, integer) to service_role;
