SET local check_function_bodies = off;

ALTER TABLE "public"."call_schedule_rules"
  ADD COLUMN "best_time" boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION private.best_blocks (
  p_org_id  uuid,
  p_opens   timestamp with time zone[],
  p_closes  timestamp with time zone[],
  p_zone    text,
  p_from    timestamp with time zone,
  p_until   timestamp with time zone,
  p_seconds double precision
)
  RETURNS TABLE (
    begins  timestamp with time zone,
    ends    timestamp with time zone,
    weekday integer,
    block   integer,
    rate    numeric,
    passed  double precision
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select s.begins, s.ends, s.weekday, s.block, s.rate, s.passed
  from (
    select b.begins, b.ends, b.weekday, b.block, r.rate, (sum(extract(epoch from b.ends - b.begins)) over (
        order by r.rate desc, b.begins, b.ends) - extract(epoch from b.ends - b.begins))::double precision as passed
    from private.two_hour_blocks(p_opens, p_closes, p_zone, p_from, p_until) b
    join private.answer_rates(p_org_id) r on r.weekday = b.weekday and r.block = b.block
  ) s
  where s.passed < p_seconds
$function$;

CREATE OR REPLACE FUNCTION private.best_hours (
  c          public.campaigns,
  w          private.calling_windows,
  p_contacts bigint,
  p_from     timestamp with time zone
)
  RETURNS tstzmultirange
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  until constant timestamptz := case when c.calls_per_minute is null and c.ends_at is not null then c.ends_at
    else least(c.ends_at, p_from + interval '1 day') end;
  seconds_each double precision;
  best tstzmultirange;
begin
  if not c.best_time or coalesce(cardinality(w.zones), 0) = 0 then
    return '{}'::tstzmultirange;
  end if;
  seconds_each := coalesce(60.0 / c.calls_per_minute, (
    select sum((t.value ->> 'share')::numeric * (t.value ->> 'hold_seconds')::numeric)
      / least(c.max_concurrent_calls, greatest(o.max_concurrent_calls - 1, 1))
    from public.organizations o cross join jsonb_each(private.learnt_terms(o.id) -> 'outcomes') t
    where o.id = c.org_id
    group by o.max_concurrent_calls));
  select range_agg(tstzrange(b.begins, b.ends)) into best
  from (
    select array_agg(s.opens order by s.opens) as opens, array_agg(s.closes order by s.opens) as closes
    from private.spans_of_window(w, p_from, until) s
  ) s
  cross join lateral private.best_blocks(c.org_id, s.opens, s.closes, w.zones[1], p_from, until, p_contacts * seconds_each * 1.5) b;
  return coalesce(best, '{}'::tstzmultirange);
end $function$;

CREATE OR REPLACE FUNCTION private.book_campaign_calls (
  c       public.campaigns,
  p_group integer,
  p_most  integer,
  p_at    timestamp with time zone,
  p_step  interval
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  turns integer;
begin
  with next as materialized (
    select m.contact, (m.contact).id, p_at + p_step * (row_number() over (order by (m.contact).position) - 1 + random() / 2) as at
    from (
      select k as contact from public.campaign_contacts k
      where k.campaign_id = c.id and k.group_number = p_group and k.state = 'waiting'
      order by k.position limit p_most
      for no key update skip locked
    ) m
  ), judged as materialized (
    select n.contact, n.id, n.at, d.decision
    from next n
    cross join lateral (
      select private.first_allowed(private.call_of_campaign_contact(c, n.contact, n.at), n.at) as decision offset 0
    ) d
  ), blocks as materialized (
    select r.weekday, r.block, r.rate from private.answer_rates(c.org_id) r where c.best_time
  ), booked as (
    insert into public.call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, scheduled_at,
      due_at, not_before, call_topic, call_language, purpose, deadline_at, status_reason_code, status_reason, created_by)
    select j.id, c.org_id, c.agent_id, c.id, coalesce((j.contact).contact_id, j.id::text), (j.contact).contact_name,
      (j.contact).phone_enc, (j.contact).phone_hash, (j.contact).global_phone_hash, (j.contact).phone_country,
      (j.contact).phone_regions, (j.contact).phone_zones, (j.contact).phone_zone_source, (j.contact).time_zone, j.at, j.at,
      case when (j.decision).outcome = 'defer' then (j.decision).until end, c.call_topic, c.call_language, c.purpose, c.ends_at,
      case when (j.decision).outcome = 'defer' then (j.decision).code end,
      case when (j.decision).outcome = 'defer' then left(private.say_decision(j.decision), 1000) end, c.created_by
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), told as (
    insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source,
      jurisdictions, rule_ids, pack_version, data)
    select c.org_id, j.id, now_is, 'plan', (j.decision).outcome, (j.decision).code, (j.decision).until, c.purpose,
      coalesce(((j.decision).terms).zones, '{}'), ((j.decision).terms).zone_source,
      coalesce(((j.decision).terms).jurisdictions, '{}'),
      array(select jsonb_array_elements_text((j.decision).data -> 'rules')), (j.decision).pack,
      nullif(coalesce((j.decision).data - 'rules', '{}') || coalesce((
        select jsonb_build_object('best_time', to_jsonb(b) || '{"explored": false}')
        from blocks b cross join lateral (select j.at at time zone ((j.decision).terms).zones[1] as rings) l
        where b.weekday = extract(isodow from l.rings)::integer - 1 and b.block = extract(hour from l.rings)::integer / 2), '{}'), '{}')
    from judged j where (j.decision).outcome <> 'stop'
    order by j.at
  ), moved as (
    update public.campaign_contacts m
    set state = case
        when (j.decision).outcome <> 'stop' then 'scheduled'::public.campaign_contact_state
        when (j.decision).code = 'missed' then 'failed' else 'excluded' end,
      code = case when (j.decision).outcome = 'stop' then (j.decision).code end,
      decision = case when (j.decision).outcome = 'stop' then private.present_decision(j.decision, now_is, 'plan', c.purpose) end,
      ended_at = case when (j.decision).outcome = 'stop' then now_is end, phone_enc = null
    from judged j where m.id = j.id
  )
  select count(*) into turns from judged;
  return turns;
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
  with slots as (
    select b.begins, b.ends, b.weekday, b.block, p_rates[b.weekday * 12 + b.block + 1] as rate,
      row_number() over (order by p_rates[b.weekday * 12 + b.block + 1] desc, b.begins) as place,
      row_number() over (order by b.begins) - 1 as turn, count(*) over () as slots
    from private.two_hour_blocks(p_opens, p_closes, p_zone, p_from, p_until) b
    where b.block is distinct from extract(hour from p_failed_at at time zone p_zone)::integer / 2
  )
  select jsonb_build_object('at', s.begins + (s.ends - s.begins) * p_within, 'weekday', s.weekday, 'block', s.block, 'rate', s.rate,
    'explored', p_explore < 0.1)
  from slots s
  where case when p_explore < 0.1 then s.turn = floor(p_explore * 10 * s.slots) else s.place = 1 end
$function$;

CREATE OR REPLACE FUNCTION private.next_campaign_end (
  c public.campaigns
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select private.current_time() + least(interval '1 hour', greatest(interval '20 seconds', coalesce(least(
    (select private.current_time() - max(m.updated_at) from public.campaign_contacts m
      where m.campaign_id = c.id and m.state = 'in_progress'),
    (select min(s.dial_after) + interval '20 seconds' - private.current_time() from public.call_schedules s
      where s.org_id = c.org_id and s.campaign_id = c.id)), interval '1 hour')))
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
    p_category in ('no_answer', 'voicemail') and coalesce(c.best_time, r.best_time, false)
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

CREATE OR REPLACE FUNCTION private.release_campaign_calls (
  c       public.campaigns,
  p_from  timestamp with time zone,
  p_until timestamp with time zone,
  p_most  integer
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  is_even constant boolean := c.calls_per_minute is null and c.ends_at is not null;
  feed private.campaign_feeds;
  of_group record;
  w private.calling_windows;
  rest interval;
  opens_at timestamptz;
  -- Of its open hours those at which people answer, where the campaign asks for them; empty: all.
  best tstzmultirange;
  planned bigint;
  next_at timestamptz;
  earliest timestamptz;
  share integer;
  left_over integer := p_most;
  tokens integer;
  pace_from timestamptz;
  turns integer;
begin
  select f.* into feed from private.campaign_feeds f where f.campaign_id = c.id for no key update;
  if feed.planned_from > p_until then
    return feed.planned_from;
  end if;
  select greatest(make_interval(secs => o.queue_deadline_seconds), case when c.purpose = 'marketing' then interval '5 minutes'
    else interval '2 minutes' end) into rest
  from public.organizations o where o.id = c.org_id;
  -- What was not used up is not made up for: a pace is never faster than it says.
  pace_from := greatest(feed.fed_until, p_from);
  tokens := case when c.calls_per_minute is not null
    then greatest(floor(extract(epoch from p_until - pace_from) * c.calls_per_minute / 60)::integer + 1, 0) end;

  select sum(g.contacts - case when is_even then 0 else g.released end) into planned
  from private.campaign_groups g where g.campaign_id = c.id;

  for of_group in
    select g.number, g.contacts, g.released from private.campaign_groups g where g.campaign_id = c.id
    -- By turns, so that none of them waits for another's.
    order by g.released::numeric / greatest(g.contacts, 1), g.number
  loop
    w := private.campaign_window(c, of_group.number);
    continue when w.purpose is null;
    opens_at := case when coalesce(cardinality(w.zones), 0) = 0 or not (w.demands ->> 'hours')::boolean then p_from
      else (select n.opens from private.next_opening(w, greatest(p_from, feed.planned_from), rest) n) end;
    best := private.best_hours(c, w, planned, case when is_even then feed.planned_from else greatest(p_from, feed.planned_from) end);
    opens_at := coalesce((
      select min(greatest(lower(h.hours), p_from, feed.planned_from)) from unnest(best) h (hours)
      where upper(h.hours) > greatest(p_from, feed.planned_from)), opens_at);
    -- Never open: each of them is told so by the judge.
    earliest := greatest(coalesce(opens_at, p_from), p_from, feed.planned_from);
    if earliest >= p_until then
      next_at := least(next_at, earliest);
      continue;
    end if;
    -- Before what was given out is used up.
    next_at := p_from + (p_until - p_from) / 2;
    share := case
      when is_even and not isempty(best) then ceil(of_group.contacts
        * private.seconds_of(best, feed.planned_from, p_until) / greatest(private.seconds_of(best, feed.planned_from, c.ends_at), 1)
        )::integer - of_group.released
      when is_even and opens_at is not null then ceil(of_group.contacts
        * private.open_seconds(w, feed.planned_from, p_until) / greatest(private.open_seconds(w, feed.planned_from, c.ends_at), 1)
        )::integer - of_group.released
      else left_over end;
    share := least(share, left_over, tokens);
    continue when share <= 0;
    turns := private.book_campaign_calls(c, of_group.number, share,
      case when tokens is null then earliest else greatest(earliest, pace_from) end,
      case when is_even then (p_until - earliest) / share when tokens is not null then interval '60 seconds' / c.calls_per_minute
        else interval '0' end);
    update private.campaign_groups g set released = g.released + turns
    where g.campaign_id = c.id and g.number = of_group.number;
    left_over := left_over - turns;
    if tokens is not null then
      tokens := tokens - turns;
      pace_from := greatest(earliest, pace_from) + turns * interval '60 seconds' / c.calls_per_minute;
    end if;
    exit when left_over <= 0;
  end loop;
  update private.campaign_feeds f set fed_until = greatest(f.fed_until, pace_from) where f.campaign_id = c.id and tokens is not null;
  return next_at;
end $function$;

CREATE OR REPLACE FUNCTION private.seconds_of (
  p_hours tstzmultirange,
  p_from  timestamp with time zone,
  p_to    timestamp with time zone
)
  RETURNS double precision
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(sum(extract(epoch from upper(r.hours) - lower(r.hours))), 0)::double precision
  from unnest(p_hours * tstzmultirange(tstzrange(p_from, greatest(p_from, p_to)))) r (hours)
$function$;

CREATE OR REPLACE FUNCTION private.spread_over_best_hours (
  p_org_id uuid,
  p_calls  integer
)
  RETURNS TABLE (
    turn      integer,
    slot      timestamp with time zone,
    best_time jsonb
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with org as (
    select o.time_zone, 120.0 / o.max_concurrent_calls as seconds_each, private.current_time() as now_is, array(
        select (d.day + o.calling_hours_from) at time zone o.time_zone
        from generate_series(0, 1) n cross join lateral (
          select (private.current_time() at time zone o.time_zone)::date + n as day) d order by n) as opens, array(
        select (d.day + o.calling_hours_to) at time zone o.time_zone
        from generate_series(0, 1) n cross join lateral (
          select (private.current_time() at time zone o.time_zone)::date + n as day) d order by n) as closes
    from public.organizations o where o.id = p_org_id
  ), blocks as (
    select b.begins, b.ends, b.weekday, b.block, b.rate, floor(b.passed / o.seconds_each)::integer as before,
      floor(extract(epoch from b.ends - b.begins) / o.seconds_each)::integer as fit
    from org o
    cross join lateral private.best_blocks(p_org_id, o.opens, o.closes, o.time_zone, o.now_is, o.now_is + interval '1 day',
      p_calls * o.seconds_each) b
  ), best as (
    select b.before + n.i + 1 as turn, b.begins + (b.ends - b.begins) * n.i / least(b.fit, p_calls - b.before) as slot,
      jsonb_build_object('weekday', b.weekday, 'block', b.block, 'rate', b.rate, 'explored', false) as best_time
    from blocks b cross join lateral generate_series(0, least(b.fit, p_calls - b.before) - 1) n (i)
  )
  select e.turn, case when e.turn % 10 = 0 then e.slot else coalesce(b.slot, e.slot) end,
    case when b.turn is null or e.turn % 10 = 0 then jsonb_build_object('explored', true) else b.best_time end
  from private.spread_over_calling_hours(p_org_id, p_calls) e
  left join (select distinct on (t.turn) t.turn, t.slot, t.best_time from best t order by t.turn, t.slot) b on b.turn = e.turn
$function$;

CREATE OR REPLACE FUNCTION private.two_hour_blocks (
  p_opens  timestamp with time zone[],
  p_closes timestamp with time zone[],
  p_zone   text,
  p_from   timestamp with time zone,
  p_until  timestamp with time zone
)
  RETURNS TABLE (
    begins  timestamp with time zone,
    ends    timestamp with time zone,
    weekday integer,
    block   integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select p.begins, p.ends, p.weekday, p.block
  from (
    select greatest(h.opens, b.local at time zone p_zone) as begins, least(h.closes, (b.local + interval '2 hours') at time zone p_zone) as ends,
      extract(isodow from b.local)::integer - 1 as weekday, extract(hour from b.local)::integer / 2 as block
    from (
      select greatest(s.opens, p_from) as opens, least(s.closes, p_until) as closes from unnest(p_opens, p_closes) s (opens, closes)
    ) h
    cross join lateral (select h.opens at time zone p_zone as opens, h.closes at time zone p_zone as closes) l
    cross join lateral generate_series(date_trunc('day', l.opens) + extract(hour from l.opens)::integer / 2 * interval '2 hours', l.closes,
      interval '2 hours') b (local)
    where h.opens < h.closes
  ) p
  where p.ends - p.begins >= interval '5 minutes'
$function$;

CREATE OR REPLACE FUNCTION public.book_rule_calls (
  p_rule_id uuid,
  p_calls   jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash, c.global_phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text,
      global_phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*,
      k.phone_country, k.phone_regions, k.phone_zones, k.phone_zone_source,
      row_number() over (order by v.turn) as number, count(*) over () as calls
    -- As many as a plan looks at: of those some may be left out here, whose number did not open.
    from private.planned_contacts(p_rule_id, greatest(jsonb_array_length(p_calls), 500), true) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    join public.contacts k on k.id = v.contact_row_id
    where v.would_call
  ), slots as (
    select s.turn, s.slot, null::jsonb as best_time
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
    where not r.best_time
    union all
    select s.turn, s.slot, s.best_time
    from private.spread_over_best_hours(r.org_id, (select count(*)::integer from allowed)) s
    where r.best_time
  ), made as (
    insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
      contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at,
      call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion, purpose, created_by)
    select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
      a.global_phone_hash, a.phone_country, a.phone_regions, a.phone_zones, a.phone_zone_source, s.slot,
      r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, r.purpose, null
    from allowed a join slots s on s.turn = a.number
    on conflict do nothing
    returning id, scheduled_at
  ), told as (
    insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, jurisdictions, rule_ids,
      data)
    select r.org_id, m.id, private.current_time(), 'plan', 'defer', 'not_due', m.scheduled_at, r.purpose, coalesce(a.phone_zones, '{}'),
      '{}', '{}', jsonb_build_object('best_time', s.best_time)
    from made m join allowed a on a.schedule_id = m.id join slots s on s.turn = a.number
    where s.best_time is not null
    order by s.turn
  )
  select count(*) into booked from made;
  return booked;
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
    'retry_policy', 'is_active', 'purpose', 'best_time']);
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
    is_active = r.is_active, purpose = r.purpose, best_time = r.best_time
  where c.id = p_rule_id
  returning c.* into r;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'rule', to_jsonb(r));
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
    'retry_policy', 'is_active', 'purpose', 'best_time']);
  r.checkup_threshold_days := 5;
  r.call_topic := 'follow_up';
  r.call_language := 'en-IN';
  r.max_calls_per_day := 100;
  r.retry_policy := '{}';
  r.is_active := true;
  r.best_time := false;
  r.purpose := 'health_reminder';
  r := jsonb_populate_record(r, p_rule);
  if not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days,
    checkup_property, periodic_days, custom_conditions, call_topic, call_language, max_calls_per_day, retry_policy,
    is_active, purpose, best_time, created_by)
  values (p_id, p_org_id, r.agent_id, r.rule_name, r.rule_type, r.checkup_threshold_days, r.checkup_property,
    r.periodic_days, r.custom_conditions, r.call_topic, r.call_language, r.max_calls_per_day, r.retry_policy,
    r.is_active, r.purpose, r.best_time, p_actor)
  on conflict (id) do nothing;
  select c.* into r from public.call_schedule_rules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if r.id is null then
    raise exception 'p_id is another rule''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'rule', to_jsonb(r));
end $function$;

REVOKE ALL
  ON FUNCTION "private"."best_blocks"(uuid, timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, double precision)
  FROM PUBLIC;

REVOKE ALL
  ON FUNCTION "private"."best_blocks"(uuid, timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, double precision)
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "private"."best_blocks"(uuid, timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone, double precision)
  TO "postgres";

REVOKE ALL ON FUNCTION "private"."best_hours"(public.campaigns, private.calling_windows, bigint, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."best_hours"(public.campaigns, private.calling_windows, bigint, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."best_hours"(public.campaigns, private.calling_windows, bigint, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."seconds_of"(tstzmultirange, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."seconds_of"(tstzmultirange, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."seconds_of"(tstzmultirange, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."spread_over_best_hours"(uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."spread_over_best_hours"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."spread_over_best_hours"(uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."two_hour_blocks"(timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."two_hour_blocks"(timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "private"."two_hour_blocks"(timestamp WITH time zone[], timestamp WITH time zone[], text, timestamp WITH time zone, timestamp WITH time zone)
  TO "postgres";
