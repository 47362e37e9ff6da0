SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.best_retry (
  s           public.call_schedules,
  p_retry_at  timestamp with time zone,
  p_failed_at timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  until constant timestamptz := least(p_retry_at + interval '24 hours', s.deadline_at);
  terms constant private.call_terms := private.call_terms(s);
  w constant private.calling_windows := private.window_of(terms, p_retry_at);
  slot jsonb;
  decision private.decision;
begin
  if coalesce(cardinality(terms.zones), 0) = 0 then
    return p_retry_at;
  end if;
  select private.choose_slot(
      array(select r.rate from private.answer_rates(s.org_id) r order by r.weekday, r.block),
      array_agg(o.opens order by o.opens), array_agg(o.closes order by o.opens), terms.zones[1], p_retry_at, until, p_failed_at,
      random(), random())
  into slot
  from private.spans_of_window(w, p_retry_at, until) o;
  if slot is null then
    return p_retry_at;
  end if;
  decision := private.defer('retry_wait', (slot ->> 'at')::timestamptz,
    jsonb_build_object('last_outcome', 'no_answer', 'when', p_failed_at, 'best_time', slot - 'at'));
  decision.terms := terms;
  decision.pack := w.demands ->> 'pack';
  perform private.keep_decision(s, decision, 'plan');
  return (slot ->> 'at')::timestamptz;
end $function$;

CREATE OR REPLACE FUNCTION private.choose_slot (
  p_rates     numeric[],
  p_opens     timestamp with time zone[],
  p_closes    timestamp with time zone[],
  p_zone      text,
  p_from      timestamp with time zone,
  p_until     timestamp with time zone,
  p_failed_at timestamp with time zone,
  p_explore   double precision,
  p_within    double precision
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with open_hours as (
    select greatest(s.opens, p_from) as opens, least(s.closes, p_until) as closes from unnest(p_opens, p_closes) s (opens, closes)
  ), blocks as (
    select greatest(h.opens, b.local at time zone p_zone) as begins, least(h.closes, (b.local + interval '2 hours') at time zone p_zone) as ends,
      extract(isodow from b.local)::integer - 1 as weekday, extract(hour from b.local)::integer / 2 as block
    from open_hours h
    cross join lateral (select h.opens at time zone p_zone as opens, h.closes at time zone p_zone as closes) l
    cross join lateral generate_series(date_trunc('day', l.opens) + extract(hour from l.opens)::integer / 2 * interval '2 hours', l.closes,
      interval '2 hours') b (local)
    where h.opens < h.closes
  ), slots as (
    select b.begins, b.ends, b.weekday, b.block, p_rates[b.weekday * 12 + b.block + 1] as rate,
      row_number() over (order by p_rates[b.weekday * 12 + b.block + 1] desc, b.begins) as place,
      row_number() over (order by b.begins) - 1 as turn, count(*) over () as slots
    from blocks b
    where b.ends - b.begins >= interval '5 minutes'
      and b.block is distinct from extract(hour from p_failed_at at time zone p_zone)::integer / 2
  )
  select jsonb_build_object('at', s.begins + (s.ends - s.begins) * p_within, 'weekday', s.weekday, 'block', s.block, 'rate', s.rate,
    'explored', p_explore < 0.1)
  from slots s
  where case when p_explore < 0.1 then s.turn = floor(p_explore * 10 * s.slots) else s.place = 1 end
$function$;

CREATE OR REPLACE FUNCTION private.next_retry_at (
  p_attempt  public.call_attempts,
  p_category public.retry_category
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  policy jsonb;
  zone text;
  rule jsonb;
  tried integer;
  counted integer;
  wait_minutes numeric;
  retry timestamptz;
  wants_best_time boolean;
begin
  select private.default_retry_policy() || o.retry_policy || coalesce(r.retry_policy, c.retry_policy, '{}'), o.time_zone,
    p_category in ('no_answer', 'voicemail') and coalesce(c.best_time, false)
  into policy, zone, wants_best_time
  from public.call_schedules s
  join public.organizations o on o.id = s.org_id
  left join public.call_schedule_rules r on r.id = s.rule_id
  left join public.campaigns c on c.id = s.campaign_id
  where s.id = p_attempt.schedule_id;

  rule := policy -> p_category::text;
  -- What Bolna never took (429, no connection, a paused account) is no try of this call.
  select count(*) filter (where a.retry_category = p_category),
    count(*) filter (where a.outcome not in ('not_sent', 'paused', 'balance_low')) + 1
  into tried, counted
  from public.call_attempts a
  where a.schedule_id = p_attempt.schedule_id and a.id <> p_attempt.id;
  -- numeric: a policy may say 3.0.
  if rule is null or tried >= (rule ->> 'max_retries')::numeric or counted >= (policy ->> 'max_attempts')::numeric then
    return null;
  end if;

  wait_minutes := (rule -> 'minutes' ->> least(tried, jsonb_array_length(rule -> 'minutes') - 1))::numeric;
  retry := private.current_time() + make_interval(secs => (wait_minutes * 60 * (1 + random() * 0.1))::double precision);
  if p_category = 'no_answer'
    and date_part('hour', retry at time zone zone) = date_part('hour', p_attempt.claimed_at at time zone zone) then
    -- In their zone: where clocks are half an hour off, the hours of UTC begin in the middle of theirs.
    retry := date_trunc('hour', retry, zone) + interval '1 hour' + make_interval(secs => random() * 300);
  end if;
  if wants_best_time then
    retry := private.best_retry((select s from public.call_schedules s where s.id = p_attempt.schedule_id), retry, p_attempt.claimed_at);
  end if;
  return retry;
end $function$;

REVOKE ALL ON FUNCTION "private"."best_retry"(public.call_schedules, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."best_retry"(public.call_schedules, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."best_retry"(public.call_schedules, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL
  ON FUNCTION "private"."choose_slot"(numeric[], timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, double precision, double precision)
  FROM PUBLIC;

REVOKE ALL
  ON FUNCTION "private"."choose_slot"(numeric[], timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, double precision, double precision)
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "private"."choose_slot"(numeric[], timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, timestamp
    WITH time zone, double precision, double precision)
  TO "postgres";
