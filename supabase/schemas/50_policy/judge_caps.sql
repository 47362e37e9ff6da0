-- How often a number may be called: the caps of law and organisation, rolling; the least gap between two calls; quiet after a talk.
-- What rang or may have rung counts, whoever booked it: an attempt that is not known never to have been placed. Null: it may be
-- called; else the defer that ends last. Exact: the claim holds the organisation's lock. p_law_alone: a person answers for the
-- organisation's own.
create function private.judge_caps(
  s public.call_schedules, w private.calling_windows, p_at timestamptz, p_law_alone boolean
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  worst private.decision;
  cap record;
  nth timestamptz;
  day_ends timestamptz;
  made integer;
begin
  if w.demands -> 'caps' = '[]' and w.demands -> 'quiet' = 'null' and (w.demands ->> 'min_gap_minutes')::integer = 0 then
    return null;
  end if;
  -- Most numbers were not called of late: one look, for all that follows, by the index of numbers (private.alike_calls).
  if (
    select true from public.call_attempts a
    where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash and a.claimed_at > p_at - interval '400 days'
    order by a.claimed_at desc limit 1
  ) is null and not w.demands -> 'caps' @> '[{"calls": 0}]'::jsonb then
    return null;
  end if;
  for cap in
    select c.calls, c.per, coalesce(c.per_day, false) as per_day, coalesce(c.subject, false) as subject, c.rule
    from jsonb_to_recordset(w.demands -> 'caps') as c (calls integer, per interval, per_day boolean, subject boolean, rule text)
    where not (p_law_alone and c.rule is null)
  loop
    -- The moment of the cap'th last call: while it is within the period, another would be one too many.
    if cap.subject then
      select r.rang_at into nth from private.rang_about(s.org_id, s.contact_phone_hash, s.call_topic, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    else
      select r.rang_at into nth from private.rang(s.org_id, s.contact_phone_hash, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    end if;
    if cap.calls = 0 or nth is not null then
      worst := private.later_decision(worst, private.defer(
        (case when cap.subject then 'cap_subject' else 'cap_number' end)::public.reason_code,
        case when cap.calls > 0 then nth + cap.per end,
        jsonb_strip_nulls(jsonb_build_object('calls', cap.calls, 'period', cap.per, 'rules', array_remove(array[cap.rule], null),
          'whose', coalesce(cap.rule, 'the organisation'), 'topic', case when cap.subject then s.call_topic end))));
    end if;
    if cap.per_day then
      day_ends := ((p_at at time zone w.zones[1])::date + 1)::timestamp at time zone w.zones[1];
      select count(*) into made
      from private.rang(s.org_id, s.contact_phone_hash, (p_at at time zone w.zones[1])::date::timestamp at time zone w.zones[1]);
      if made >= cap.calls then
        worst := private.later_decision(worst, private.defer('cap_number', day_ends,
          jsonb_build_object('calls', cap.calls, 'period', 'day', 'rules', array_remove(array[cap.rule], null),
            'whose', coalesce(cap.rule, 'the organisation'))));
      end if;
    end if;
  end loop;

  if not p_law_alone and (w.demands ->> 'min_gap_minutes')::integer > 0 then
    select max(r.rang_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer)) r;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('min_gap',
        nth + make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer),
        jsonb_build_object('last', nth, 'minutes', (w.demands ->> 'min_gap_minutes')::integer)));
    end if;
  end if;
  if w.demands -> 'quiet' <> 'null' then
    select max(r.ended_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - (w.demands #>> '{quiet,interval}')::interval - interval '1 day') r
    where r.answered and r.ended_at > p_at - (w.demands #>> '{quiet,interval}')::interval;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('talk_quiet_period', nth + (w.demands #>> '{quiet,interval}')::interval,
        jsonb_build_object('last', nth, 'rules', jsonb_build_array(w.demands #>> '{quiet,rule}'))));
    end if;
  end if;
  return worst;
end $$;
revoke all on function private.judge_caps(public.call_schedules, private.calling_windows, timestamptz, boolean)
  from public, anon, authenticated, service_role;
