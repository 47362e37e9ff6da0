SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.dials_left (
  p_org_id            uuid,
  p_max_dials_per_day integer,
  p_time_zone         text
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case when p_max_dials_per_day is not null then greatest(p_max_dials_per_day - (
    select count(*)::integer from public.call_attempts t
    where t.org_id = p_org_id
      and t.claimed_at >= date_trunc('day', private.current_time(), p_time_zone)
      and (t.state <> 'ended' or t.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
        or t.outcome = 'absent' and t.bolna_execution_id is not null)
  ), 0) end
$function$;

CREATE OR REPLACE FUNCTION private.judge_organization (
  s          public.call_schedules,
  p_at       timestamp with time zone,
  p_has_line boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  org record;
begin
  select o.id, o.max_concurrent_calls, o.max_dials_per_day, o.time_zone, o.calling_paused_reason,
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason,
    exists (
      select from public.call_attempts t
      where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
    ) as number_is_busy,
    c.calling_paused_code as all_paused_code,
    exists (select from private.recovery_holds h where h.org_id = s.org_id) as has_holds
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer(coalesce(org.all_paused_code, 'all_calling_paused'), null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif org.has_holds and private.is_held(s.org_id, s.id, s.contact_phone_hash) then
    return private.defer('restored', null);
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif s.campaign_id is not null and (private.judge_campaign_call(s)).outcome is not null then
    return private.judge_campaign_call(s);
  elsif org.number_is_busy then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    -- By the date: a day of the calendar is not always 24 hours.
    return private.defer('dial_quota', ((p_at at time zone org.time_zone)::date + 1)::timestamp at time zone org.time_zone,
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.numbers_called (
  p_org_id uuid,
  p_after  timestamp with time zone,
  p_topic  text
)
  RETURNS TABLE (
    phone_hash text,
    times      timestamp with time zone[],
    about      timestamp with time zone[],
    talked_at  timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.contact_phone_hash, array_agg(r.rang_at order by r.rang_at desc),
    array_agg(r.rang_at order by r.rang_at desc) filter (where s.id is not null), max(a.ended_at) filter (where a.answered)
  from public.call_attempts a
  cross join lateral (select coalesce(a.placed_at, a.claimed_at) as rang_at) r
  left join public.call_schedules s on p_topic is not null and s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.claimed_at > p_after - interval '1 hour'
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
      or a.outcome = 'absent' and a.bolna_execution_id is not null)
  group by a.contact_phone_hash
$function$;

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
  picked uuid[];
  -- Those that may have had more to give than their share.
  cut_short uuid[];
  of_others uuid[];
begin
  with due as materialized (
    select d.id, d.org_id, d.dial_after, d.lines, room.free_lines > share as has_room
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
    select d.id, d.org_id, d.dial_after, d.has_room,
      row_number() over (partition by d.org_id order by d.lines, d.dial_after, d.id) as turn
    from due d
  ), chosen as (
    select t.id, t.org_id, t.has_room, t.turn from turns t order by t.turn, t.dial_after, t.id limit p_wanted
  )
  select array_agg(c.id), array_agg(c.org_id) filter (where c.turn = share and c.has_room) into picked, cut_short from chosen c;

  if p_share is not null or cut_short is null or cardinality(picked) = p_wanted then
    return picked;
  end if;
  of_others := array(select s.id from public.call_schedules s where s.id = any (picked) and s.org_id <> all (cut_short));
  return of_others || private.pick_due_calls(cut_short, p_wanted - cardinality(of_others));
end $function$;

CREATE OR REPLACE FUNCTION private.rang (
  p_org_id     uuid,
  p_phone_hash text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at  timestamp with time zone,
    ended_at timestamp with time zone,
    answered boolean
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(a.placed_at, a.claimed_at), a.ended_at, a.answered
  from public.call_attempts a
  -- A call is placed within its lease, which is ten minutes at most.
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
      or a.outcome = 'absent' and a.bolna_execution_id is not null)
$function$;

CREATE OR REPLACE FUNCTION private.rang_about (
  p_org_id     uuid,
  p_phone_hash text,
  p_topic      text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(a.placed_at, a.claimed_at)
  from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
      or a.outcome = 'absent' and a.bolna_execution_id is not null)
$function$;
