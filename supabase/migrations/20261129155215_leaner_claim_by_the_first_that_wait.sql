SET local check_function_bodies = off;

DROP FUNCTION "private"."pick_due_calls"(uuid[], integer);

CREATE OR REPLACE FUNCTION private.begin_attempts (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return query with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id,
      -- A look-up of its own: joined, the calls were looked for once for each agent, while the tables had no statistics.
      coalesce((select a.bolna_agent_id::text from public.agents a where a.id = s.agent_id), p_default_bolna_agent_id),
      s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after is not null
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention_code = null, attention_reason = null, retry_at = null,
      not_before = null, contact_unread_since = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone,
    false
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
  -- In an order of their own, not a plan's: a history that is played again is the same.
  order by t.attempt_due_at, t.id;
end $function$;

CREATE OR REPLACE FUNCTION private.first_waiting_organizations (
  p_calls integer,
  OUT     org_ids uuid[],
  OUT     is_all boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  with nearest as materialized (
    select s.org_id, s.campaign_id, s.dial_after from public.call_schedules s
    where s.dial_after <= now_is and s.attempt_count >= 0
    order by s.dial_after
    limit p_calls
  ), waiting as (
    select n.org_id, n.due
    from (
      select k.org_id, min(k.dial_after) as due from nearest k
      where k.campaign_id is null
        or (select true from public.campaigns c where c.org_id = k.org_id and c.id = k.campaign_id and c.state = 'running')
      group by k.org_id
    ) n
    where (select o.calling_paused_reason is null from public.organizations o where o.id = n.org_id)
  )
  select (select array_agg(w.org_id order by w.due, w.org_id) from waiting w), (select count(*) < p_calls from nearest)
  into org_ids, is_all;
end $function$;

CREATE OR REPLACE FUNCTION private.is_flagged_contact (
  p_org_id     uuid,
  p_contact_id text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  of_it record;
begin
  select c.do_not_call and c.removed_at is null as is_flagged, c.removed_reason = 'merged' as is_merged into of_it
  from public.contacts c where c.org_id = p_org_id and c.contact_id = p_contact_id;
  if of_it.is_merged then
    return exists (
      select from public.contacts c
      where c.org_id = p_org_id and p_contact_id = any (c.merged_ids) and c.do_not_call and c.removed_at is null
    );
  end if;
  return coalesce(of_it.is_flagged, false);
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
end $function$;

CREATE OR REPLACE FUNCTION private.judge_suppression (
  s         public.call_schedules,
  p_purpose public.call_purpose,
  p_at      timestamp with time zone,
  p_refusal interval                 DEFAULT NULL::interval
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  held record;
begin
  -- Most numbers are in no list, and what sorts those that are need not even be set up (a twentieth of what the judge costs).
  if (select true from public.suppressions x
    where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.removed_at is null limit 1) is null then
    return null;
  end if;
  select x.scope, x.source, x.reason, x.added_at, private.is_own_word(x.source) as own_word, m.until,
    x.expires_at > p_at is not false or m.until = 'infinity' as for_good
  into held
  from public.suppressions x
  cross join lateral (select case
      when x.expires_at is null then 'infinity'
      when p_purpose in ('marketing', 'survey') and private.is_own_word(x.source)
        then greatest(x.expires_at, coalesce(x.added_at + p_refusal, 'infinity'))
      else x.expires_at end as until) m
  where x.org_id = s.org_id and x.phone_hash = s.contact_phone_hash and x.removed_at is null
    and (x.contact_id is null or x.contact_id = s.contact_id)
    and private.scope_covers(x.scope, x.topic, p_purpose, s.call_topic) and m.until > p_at
  order by for_good desc, own_word desc, x.added_at
  limit 1;
  if not found then
    return null;
  elsif not held.for_good then
    return private.defer('refusal_period', held.until,
      jsonb_build_object('when', held.added_at, 'days', ceil(extract(epoch from p_refusal) / 86400)));
  elsif held.own_word then
    return private.stop('opted_out', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'source', held.source));
  end if;
  return private.stop('suppressed_org', jsonb_build_object('when', held.added_at, 'scope', held.scope, 'reason', held.reason));
end $function$;

CREATE OR REPLACE FUNCTION private.pick_due_calls (
  p_org_ids uuid[],
  p_wanted  integer,
  p_share   integer DEFAULT NULL::integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  share constant integer := coalesce(p_share, 2 * ceil(p_wanted::numeric / cardinality(p_org_ids)));
begin
  return (
    with due as materialized (
      select d.id, d.org_id, d.dial_after, d.lines
      from unnest(p_org_ids) as waiting (org_id)
      -- limit 1, so that this is asked for one organisation after another.
      cross join lateral (
        select o.free_lines, o.in_use - coalesce((
            select sum(r.live) from private.running_campaigns r where r.org_id = waiting.org_id), 0) as own_lines
        from private.claimable_organizations o where o.id = waiting.org_id limit 1
      ) room
      cross join lateral (
        select q.id, waiting.org_id, q.dial_after, q.lines
        from (
          select own.id, own.dial_after, (room.own_lines + row_number() over (order by own.dial_after)) / 9.0 as lines
          from (
            select c.id, c.dial_after from private.claimable_calls c
            where c.org_id = waiting.org_id and c.campaign_id is null and c.dial_after <= now_is
            order by c.dial_after
            limit least(room.free_lines, share)
          ) own
          union all
          select of_one.id, of_one.dial_after,
            (k.live + row_number() over (partition by k.id order by of_one.dial_after))::numeric / k.priority
          from private.claimable_campaigns k
          cross join lateral (
            select c.id, c.dial_after from private.claimable_calls c
            where c.org_id = waiting.org_id and c.campaign_id = k.id and c.dial_after <= now_is
            order by c.dial_after
            limit least(room.free_lines, k.room, share)
          ) of_one
          where k.org_id = waiting.org_id
        ) q
        order by q.lines, q.dial_after
        limit least(room.free_lines, share)
      ) d
      limit share * least(p_wanted, cardinality(p_org_ids))
    ), turns as (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.lines, d.dial_after, d.id) as turn from due d
    ), chosen as (
      select t.id from turns t order by t.turn, t.dial_after, t.id limit p_wanted
    )
    select array_agg(c.id) from chosen c
  );
end $function$;

CREATE OR REPLACE FUNCTION private.waiting_organizations()
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  return (
    select array_agg(w.id order by w.due, w.id)
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
    ) w
  );
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
  waiting uuid[];
  wanted integer := p_limit;
  -- Are those that wait all that do, or the first of them.
  are_all boolean;
  locked uuid[];
  picked uuid[];
  taken integer;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  perform private.feed_due_campaigns();

  -- Mostly all that is due, or the first of it, is of organisations enough to have one call each, and the others need not be asked
  -- for theirs: with 60 000 due of 1 000 that was a sixth of the claim.
  select f.org_ids, f.is_all into waiting, are_all from private.first_waiting_organizations(2 * p_limit) f;
  if not are_all and cardinality(waiting) >= p_limit then
    picked := private.pick_due_calls(waiting, p_limit, 1);
  end if;
  if not are_all and cardinality(picked) is distinct from p_limit then
    picked := null;
    waiting := private.waiting_organizations();
    are_all := true;
  end if;

  -- What is refused has moved and makes room for the next, and what is in other hands is passed over: three rounds, so that
  -- one claim is not spent on either.
  for round in 1..3 loop
    exit when coalesce(cardinality(waiting), 0) = 0;
    picked := coalesce(picked, private.pick_due_calls(waiting, wanted));
    exit when picked is null;

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

    return query select * from private.take_calls(
      private.keep_claimable_calls(picked, locked), 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    exit when taken = cardinality(picked);
    wanted := wanted - taken;
    -- Without those that others have at this moment.
    waiting := array(
      select w.id from unnest(case when are_all then waiting else private.waiting_organizations() end) with ordinality as w (id, place)
      where w.id = any (locked) or w.id <> all (array(
        select s.org_id from public.call_schedules s where s.id = any (picked)))
      order by w.place);
    are_all := true;
    picked := null;
  end loop;
end $function$;

CREATE OR REPLACE VIEW "private"."claimable_calls" WITH (security_invoker=true) AS  SELECT id,
    org_id,
    dial_after,
    updated_at,
    campaign_id
   FROM public.call_schedules s
  WHERE ((dial_after IS NOT NULL) AND ( SELECT a.is_active
           FROM public.agents a
          WHERE (a.id = s.agent_id)) AND COALESCE(( SELECT false
           FROM public.call_attempts t
          WHERE ((t.org_id = s.org_id) AND (t.contact_phone_hash = s.contact_phone_hash) AND (t.state <> 'ended'::public.attempt_state))
         LIMIT 1), true) AND COALESCE(( SELECT false
           FROM private.call_looks l
          WHERE ((l.schedule_id = s.id) AND (l.expires_at > private."current_time"()))
         LIMIT 1), true));

REVOKE ALL ON FUNCTION "private"."first_waiting_organizations"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."first_waiting_organizations"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."first_waiting_organizations"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."pick_due_calls"(uuid[], integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."pick_due_calls"(uuid[], integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."pick_due_calls"(uuid[], integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."waiting_organizations"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."waiting_organizations"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."waiting_organizations"() TO "postgres";
