SET local check_function_bodies = off;

CREATE TABLE "private"."dial_pace" (
  "only_row"         boolean                  NOT NULL DEFAULT true,
  "calls_per_minute" integer                  NOT NULL DEFAULT 500,
  "paced_until"      timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp WITH time zone,
  "next_at"          timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp WITH time zone,
  CONSTRAINT "dial_pace_calls_per_minute_check" CHECK (((calls_per_minute >= 1) AND (calls_per_minute <= 100000))),
  CONSTRAINT "dial_pace_only_row_check" CHECK (only_row),
  CONSTRAINT "dial_pace_pkey" PRIMARY KEY (only_row)
);

ALTER TABLE "private"."dial_pace"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.count_turns (
  p_wanted integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  next_at timestamptz;
  turn interval;
begin
  if not exists (select from private.paced_dialling) then
    return p_wanted;
  end if;
  perform from private.dial_pace p where p.only_row for no key update;
  -- Under the lock, by a statement of its own: it sees the turns that others took meanwhile.
  select p.next_at, p.turn into next_at, turn from private.paced_dialling p;
  if next_at > now_is then
    return 0;
  end if;
  return coalesce(least(p_wanted, 50, 1 + floor(extract(epoch from now_is - next_at) / extract(epoch from turn))), p_wanted);
end $function$;

CREATE OR REPLACE FUNCTION private.slow_down()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform from private.dial_pace p where p.only_row for no key update;
  update private.dial_pace p
  set next_at = coalesce((
      select least(greatest(d.next_at, now_is - 49 * d.turn) + 2 * d.turn, greatest(d.next_at, now_is + interval '10 seconds'))
      from private.paced_dialling d
    ), now_is - 49 * interval '1 minute' / p.calls_per_minute),
    paced_until = now_is + interval '10 minutes'
  where p.only_row;
end $function$;

CREATE OR REPLACE FUNCTION private.take_turns (
  p_taken integer
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  update private.dial_pace p set next_at = greatest(d.next_at, now_is - 49 * d.turn) + p_taken * d.turn
  from private.paced_dialling d
  where p.only_row and p_taken > 0;
end $function$;

CREATE OR REPLACE FUNCTION private.turn_of (
  p_due_at  timestamp with time zone,
  p_horizon timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  leaves_at constant timestamptz := greatest(p_due_at, (select d.next_at + interval '0.5 seconds' from private.paced_dialling d));
begin
  return case when p_due_at is not null and leaves_at <= p_horizon then leaves_at end;
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
  -- As many as may leave.
  most integer;
  wanted integer;
  -- Are those that wait all that do, or the first of them.
  are_all boolean;
  locked uuid[];
  picked uuid[];
  taken integer;
  taken_in_all integer := 0;
begin
  if p_limit is null or p_limit not between 1 and 1000 or p_lease_seconds not between 5 and 600 then
    raise exception 'p_limit must be 1 to 1000 and p_lease_seconds 5 to 600' using errcode = '22023';
  elsif private.all_calling_paused() is not null then
    return;
  end if;

  most := private.count_turns(p_limit);
  if most = 0 then
    return;
  end if;
  wanted := most;
  perform private.feed_due_campaigns();

  -- Mostly all that is due, or the first of it, is of organisations enough to have one call each, and the others need not be asked
  -- for theirs: with 60 000 due of 1 000 that was a sixth of the claim.
  select f.org_ids, f.is_all into waiting, are_all from private.first_waiting_organizations(2 * most) f;
  if not are_all and cardinality(waiting) >= most then
    picked := private.pick_due_calls(waiting, most, 1);
  end if;
  if not are_all and cardinality(picked) is distinct from most then
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
    exit when not found;

    return query select * from private.take_calls(
      private.keep_claimable_calls(picked, locked), 'sweep', p_worker, null, p_lease_seconds, p_default_bolna_agent_id);
    get diagnostics taken = row_count;
    taken_in_all := taken_in_all + taken;
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
  perform private.take_turns(taken_in_all);
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
  earliest timestamptz;
  looked_at integer;
  of_one record;
begin
  with nearest as materialized (
    select s.id, s.org_id, s.campaign_id, s.dial_after from public.call_schedules s
    where s.dial_after <= horizon and s.attempt_count >= 0
    order by s.dial_after
    limit 50
  )
  select (
      select n.dial_after from nearest n
      cross join lateral (select o.id from private.claimable_organizations o where o.id = n.org_id limit 1) free
      cross join lateral (select c.id from private.claimable_calls c where c.id = n.id limit 1) call
      where n.campaign_id is null
        or (select true from private.claimable_campaigns k where k.org_id = n.org_id and k.id = n.campaign_id limit 1)
      limit 1
    ), (select count(*) from nearest)
  into earliest, looked_at;
  if earliest is not null or looked_at < 50 then
    return private.turn_of(earliest, horizon);
  end if;

  for of_one in
    select w.due, next.dial_after
    from (
      select e.id, min(e.due) as due
      from (
        select o.id, earliest_own.due
        from public.organizations o
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id and s.campaign_id is null
        ) earliest_own
        where o.calling_paused_reason is null and earliest_own.due <= horizon
        union all
        select c.org_id, earliest_of_campaign.due
        from public.campaigns c
        cross join lateral (
          select min(s.dial_after) as due from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id
        ) earliest_of_campaign
        where c.state = 'running' and earliest_of_campaign.due <= horizon
      ) e
      group by e.id
      order by 2
      -- Walked in this order, and no further than is asked for.
      offset 0
    ) w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    cross join lateral (
      select least((
          select c.dial_after
          from private.claimable_calls c
          where c.org_id = o.id and c.campaign_id is null and c.dial_after <= horizon
          order by c.dial_after
          limit 1
        ), (
          select min(of_campaign.dial_after)
          from private.claimable_campaigns k
          cross join lateral (
            select c.dial_after
            from private.claimable_calls c
            where c.org_id = o.id and c.campaign_id = k.id and c.dial_after <= horizon
            order by c.dial_after
            limit 1
          ) of_campaign
          where k.org_id = o.id
        )) as dial_after
    ) next
  loop
    exit when earliest <= of_one.due;
    earliest := least(earliest, of_one.dial_after);
  end loop;
  return private.turn_of(earliest, horizon);
end $function$;

CREATE OR REPLACE FUNCTION public.record_call_not_sent (
  p_attempt_id          uuid,
  p_http_status         integer,
  p_reason_code         public.reason_code,
  p_reason              text,
  p_retry_after_seconds numeric
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  deferrals integer;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  if deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
  end if;
  if p_reason_code = 'bolna_rate_limit' then
    perform private.slow_down();
  end if;
  return private.record_result(p_attempt_id, true);
end $function$;

CREATE VIEW "private"."paced_dialling" WITH (security_invoker=true) AS  SELECT calls_per_minute,
    next_at,
    ('00:01:00'::interval / (calls_per_minute)::double precision) AS turn
   FROM private.dial_pace p
  WHERE ((private."current_time"() >= (paced_until - '00:11:00'::interval)) AND (private."current_time"() <= paced_until));

REVOKE ALL ON FUNCTION "private"."count_turns"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."count_turns"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."count_turns"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."slow_down"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."slow_down"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."slow_down"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."take_turns"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."take_turns"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."take_turns"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."turn_of"(timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."turn_of"(timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."turn_of"(timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

-- Rows.
insert into private.dial_pace default values;
