SET local check_function_bodies = off;

DROP TRIGGER "call_attempts_tally_update" ON "public"."call_attempts";

DROP VIEW "private"."claimable_calls";

DROP VIEW "private"."claimable_organizations";

DROP FUNCTION "private"."look_after_news"(timestamp WITH time zone);

CREATE OR REPLACE FUNCTION private.alike_calls (
  p_schedule_ids uuid[]
)
  RETURNS TABLE (
    schedule_ids uuid[],
    looks_first  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  -- Those that look first: asked of them alone, since to hand it a whole call is what private.looks_first costs most.
  connected constant uuid[] := array(
    select h.org_id from public.hubspot_connections h
    where h.org_id in (select s.org_id from public.call_schedules s where s.id = any (p_schedule_ids)) and h.removed_at is null);
begin
  -- Each question a look-up of its own that is never hashed, however many rows the kept plan was made for.
  return query
    with known as materialized (
      select s.id, s.org_id, s.agent_id, s.rule_id, s.campaign_id, s.purpose, s.call_topic, s.phone_country, s.phone_regions, s.phone_zones,
        s.phone_zone_source, s.time_zone, s.deadline_at, s.is_active, s.auto_trigger_enabled, s.last_checkup_date,
        s.global_phone_hash is null as has_no_global_hash, c.time_zone as contact_zone, c.address_country, c.address_region,
        s.org_id = any (connected) and private.looks_first(s) as looks_first,
        case when s.occasion is not null or c.do_not_call or c.removed_at is not null
          or (select true from public.contacts o where o.org_id = s.org_id and o.phone_hash = s.contact_phone_hash
            and o.do_not_call and o.removed_at is null limit 1)
          or (select true from public.suppressions x where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash
            and x.removed_at is null limit 1)
          or (select true from private.global_suppressions g where g.phone_hash = s.global_phone_hash and g.removed_at is null limit 1)
          or (select true from private.registry_checks r where r.phone_hash = s.global_phone_hash limit 1)
          or (select true from public.consents t where t.org_id = s.org_id and t.phone_hash = s.contact_phone_hash limit 1)
          -- As far back as anything is counted (private.judge_caps, judge_consent). In an order, so that the index of numbers is
          -- taken and none that would read all of an organisation's attempts: before there are statistics all look alike.
          or (select true from public.call_attempts a where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash
            and a.claimed_at > now_is - interval '400 days' order by a.claimed_at desc limit 1)
          -- Since a restore, in which next to no organisation ever is: which of its calls, the judge asks.
          or (select true from private.recovery_holds h where h.org_id = s.org_id limit 1)
          then s.id end as by_itself
      from public.call_schedules s
      left join lateral (
        select k.time_zone, k.address_country, k.address_region, k.do_not_call, k.removed_at from public.contacts k
        where k.org_id = s.org_id and k.contact_id = s.contact_id limit 1
      ) c on true
      where s.id = any (p_schedule_ids)
    )
    select array_agg(k.id order by k.id), k.looks_first
    from known k
    group by k.by_itself, k.looks_first, k.org_id, k.agent_id, k.rule_id, k.campaign_id, k.purpose, k.call_topic, k.phone_country,
      k.phone_regions, k.phone_zones, k.phone_zone_source, k.time_zone, k.deadline_at, k.is_active, k.auto_trigger_enabled,
      k.last_checkup_date, k.has_no_global_hash, k.contact_zone, k.address_country, k.address_region;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_caps (
  s           public.call_schedules,
  w           private.calling_windows,
  p_at        timestamp with time zone,
  p_law_alone boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
  ) is null and not exists (select from jsonb_array_elements(w.demands -> 'caps') c where c ->> 'calls' = '0') then
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
end $function$;

CREATE OR REPLACE FUNCTION private.keep_claimable_calls (
  p_schedule_ids   uuid[],
  p_locked_org_ids uuid[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  return (
    -- Once for each organisation: to count its lines is to read them.
    with rooms as materialized (
      select o.id, o.free_lines from private.claimable_organizations o where o.id = any (p_locked_org_ids)
    ), campaigns as materialized (
      select k.id, k.room, k.org_room from private.claimable_campaigns k where k.org_id = any (p_locked_org_ids)
    ), claimable as materialized (
      -- By their ids alone: joined to the rooms they were looked for once in each organisation.
      select c.id, c.org_id, c.campaign_id, c.dial_after from private.claimable_calls c
      where c.id = any (p_schedule_ids) and c.dial_after <= now_is
    ), ranked as (
      select c.id, c.org_id, c.campaign_id, c.dial_after, rooms.free_lines, k.room, k.org_room,
        row_number() over (partition by c.org_id, c.campaign_id order by c.dial_after, c.id) as place
      from claimable c
      join rooms on rooms.id = c.org_id
      left join campaigns k on k.id = c.campaign_id
      where c.campaign_id is null or k.id is not null
    ), fitting as (
      select r.id, r.org_id, r.campaign_id, r.dial_after, r.free_lines, r.org_room,
        row_number() over (partition by r.org_id, r.campaign_id is null order by r.dial_after, r.id) as place
      from ranked r where r.campaign_id is null or r.place <= r.room
    ), placed as (
      select f.id, f.free_lines,
        row_number() over (partition by f.org_id order by f.campaign_id is not null, f.dial_after, f.id) as place
      from fitting f where f.campaign_id is null or f.place <= f.org_room
    )
    select array_agg(p.id) from placed p where p.place <= p.free_lines
  );
end $function$;

CREATE OR REPLACE FUNCTION private.look_after_news (
  p_next_check_at timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  return case
    when p_next_check_at between now_is + interval '40 seconds' and now_is + interval '60 seconds' then p_next_check_at
    else now_is + interval '60 seconds' end;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t constant public.call_attempts := case tg_op when 'INSERT' then new else old end;
  times constant integer := case tg_op when 'INSERT' then 1 else -1 end;
  late constant numeric := extract(epoch from (t.placed_at - t.due_at));
begin
  if t.placed_at is not null then
    insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
    values (t.org_id, 'response'::public.tally_subject, date_bin('15 minutes', t.claimed_at, '2000-01-01Z'), times, times * late,
      case when times = 1 then width_bucket(late, private.lateness_spans()) end);
  end if;
  if tg_op = 'INSERT' and t.state = 'ended' then
    perform private.tally_attempt(t, 1);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.tally_changed_attempts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- Most of what changes an attempt is no end, and none of its times.
  if not exists (
    select from old_rows o join new_rows n on n.id = o.id
    where o.placed_at - o.due_at is distinct from n.placed_at - n.due_at or n.state = 'ended'
  ) then
    return null;
  end if;

  insert into private.call_tallies (org_id, subject, starts_at, quantity, response_seconds, lateness_span)
  select c.org_id, 'response'::public.tally_subject, date_bin('15 minutes', c.claimed_at, '2000-01-01Z'), sum(c.times),
    sum(c.times * c.late), case when c.times = 1 then width_bucket(c.late, private.lateness_spans()) end
  from (
    select 1 as times, n.org_id, n.claimed_at, extract(epoch from (n.placed_at - n.due_at)) as late
    from new_rows n join old_rows o on o.id = n.id
    where n.placed_at is not null and o.placed_at - o.due_at is distinct from n.placed_at - n.due_at
    union all
    select -1, o.org_id, o.claimed_at, extract(epoch from (o.placed_at - o.due_at))
    from old_rows o join new_rows n on n.id = o.id
    where o.placed_at is not null and o.placed_at - o.due_at is distinct from n.placed_at - n.due_at
  ) c
  group by 1, 2, 3, c.times, 6;

  -- Under the topic, campaign and rule that the call has now (private.tally_attempt).
  insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, outcome, reason_code, quantity,
    response_seconds, lateness_span, talk_seconds, cost_cents)
  select c.org_id, 'attempt'::public.tally_subject, date_bin('15 minutes', c.claimed_at, '2000-01-01Z'), c.agent_id, s.call_topic,
    s.campaign_id, s.rule_id, private.outcome_of_attempt(c.outcome, c.reason_code, c.answered, c.voicemail), c.reason_code,
    sum(c.times), sum(c.times * c.late), width_bucket(c.late, private.lateness_spans()),
    sum(c.times * coalesce(c.conversation_seconds, 0)), sum(c.times * coalesce(c.cost_cents, 0))
  from (
    select side.times, ended.*
    from old_rows o join new_rows n on n.id = o.id
    cross join (values (-1), (1)) side (times)
    cross join lateral (
      select n.org_id, n.schedule_id, n.agent_id, n.claimed_at, n.outcome, n.reason_code, n.answered, n.voicemail, n.conversation_seconds, n.cost_cents,
        extract(epoch from (n.placed_at - n.due_at)) as late where side.times = 1 and n.state = 'ended'
      union all
      select o.org_id, o.schedule_id, o.agent_id, o.claimed_at, o.outcome, o.reason_code, o.answered, o.voicemail, o.conversation_seconds, o.cost_cents,
        extract(epoch from (o.placed_at - o.due_at)) where side.times = -1 and o.state = 'ended'
    ) ended
    where o.state <> n.state or o.agent_id <> n.agent_id or o.claimed_at <> n.claimed_at
      or o.placed_at - o.due_at is distinct from n.placed_at - n.due_at or o.outcome is distinct from n.outcome
      or o.reason_code is distinct from n.reason_code or o.answered is distinct from n.answered
      or o.voicemail is distinct from n.voicemail or o.conversation_seconds is distinct from n.conversation_seconds
      or o.cost_cents is distinct from n.cost_cents
  ) c
  cross join lateral (
    select x.call_topic, x.campaign_id, x.rule_id from public.call_schedules x where x.id = c.schedule_id limit 1
  ) s
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 12;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.claim_due_calls (
  p_worker                 text,
  p_limit                  integer DEFAULT 50,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  wanted integer := p_limit;
  locked uuid[];
  picked uuid[];
  asked integer;
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  perform private.feed_due_campaigns();

  -- The organisations of which something is due, the longest first: one look into call_schedules_claim_idx for each, and into
  -- call_schedules_campaign_claim_idx for each campaign that runs.
  select array_agg(w.id order by w.due, w.id) into waiting
  from (
    select e.id, min(e.due) as due
    from (
      select o.id, earliest.due
      from public.organizations o
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
      ) earliest
      where o.calling_paused_reason is null and earliest.due <= now_is
      union all
      select o.id, earliest.due
      from public.campaigns c
      join public.organizations o on o.id = c.org_id and o.calling_paused_reason is null
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
      ) earliest
      where c.state = 'running' and earliest.due <= now_is
    ) e
    group by e.id
  ) w;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := private.pick_due_calls(waiting, wanted);
    exit when picked is null;
    asked := cardinality(picked);

    select array_agg(l.id) into locked from (
      select o.id from public.organizations o
      where o.id = any (array(select s.org_id from public.call_schedules s where s.id = any (picked)))
        and o.calling_paused_reason is null
      for no key update skip locked
    ) l;
    -- Under a lock that pause_all_calling waits for: once it has returned, no claim commits any more.
    perform from private.scheduler c where c.calling_paused_reason is null for share;
    if not found then
      return;
    end if;
    -- Those that others have at this moment.
    waiting := array(
      select w.id from unnest(waiting) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    picked := private.keep_claimable_calls(picked, locked);
    continue when picked is null;

    return query select * from private.take_calls(
      picked, 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    exit when taken = asked;
    wanted := wanted - taken;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.next_call_due_at (
  p_within_seconds numeric
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  SET enable_seqscan TO 'off'
  AS $function$
declare
  horizon constant timestamptz := private.current_time() + make_interval(secs => p_within_seconds);
begin
  return (
    with waiting as materialized (
      select o.id
      from public.organizations o
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
      ) earliest
      where o.calling_paused_reason is null and earliest.due <= horizon
      union
      select c.org_id
      from public.campaigns c
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
      ) earliest
      where c.state = 'running' and earliest.due <= horizon
    )
    select min(next.dial_after)
    from waiting w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_one.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_one
          where k.org_id = o.id
        )) as dial_after
    ) next
  );
end $function$;

CREATE VIEW "private"."claimable_calls" WITH (security_invoker=true) AS  SELECT s.id,
    s.org_id,
    s.dial_after,
    s.updated_at,
    s.campaign_id
   FROM (public.call_schedules s
     JOIN public.agents a ON (((a.id = s.agent_id) AND a.is_active)))
  WHERE ((s.dial_after IS NOT NULL) AND COALESCE(( SELECT false
           FROM public.call_attempts t
          WHERE ((t.org_id = s.org_id) AND (t.contact_phone_hash = s.contact_phone_hash) AND (t.state <> 'ended'::public.attempt_state))
         LIMIT 1), true) AND COALESCE(( SELECT false
           FROM private.call_looks l
          WHERE ((l.schedule_id = s.id) AND (l.expires_at > private."current_time"()))
         LIMIT 1), true));

CREATE VIEW "private"."claimable_organizations" WITH (security_invoker=true) AS  SELECT o.id,
    room.free_lines,
    room.in_use
   FROM (public.organizations o
     CROSS JOIN LATERAL ( SELECT LEAST((o.max_concurrent_calls - l.in_use),
                CASE
                    WHEN (o.max_dials_per_day IS NOT NULL) THEN private.dials_left(o.id, o.max_dials_per_day, o.time_zone)
                    ELSE NULL::integer
                END) AS free_lines,
            l.in_use
           FROM ( SELECT n.in_use
                   FROM private.organization_lines n
                  WHERE (n.org_id = o.id)
                 OFFSET 0) l
         OFFSET 0) room)
  WHERE ((o.calling_paused_reason IS NULL) AND (( SELECT private.all_calling_paused() AS all_calling_paused) IS NULL) AND (room.free_lines > 0));

CREATE TRIGGER call_attempts_tally_update
  AFTER UPDATE ON public.call_attempts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT
  EXECUTE FUNCTION private.tally_changed_attempts();

REVOKE ALL ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."look_after_news"(timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_changed_attempts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_changed_attempts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_changed_attempts"() TO "postgres";
