SET local check_function_bodies = off;

DROP VIEW "private"."claimable_organizations";

DROP FUNCTION "private"."begin_attempts"(uuid[], public.attempt_trigger, text, integer, text);

DROP FUNCTION "private"."is_flagged_contact"(uuid, text);

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
    select s.org_id, s.id, s.agent_id, coalesce(a.bolna_agent_id::text, p_default_bolna_agent_id), s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    join public.agents a on a.id = s.agent_id
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
  join public.organizations o on o.id = t.org_id;
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
begin
  return exists (
    select from public.contacts c
    where c.org_id = p_org_id and c.contact_id = p_contact_id and c.do_not_call and c.removed_at is null
  ) or exists (
    select from public.contacts gone
    join public.contacts c on c.org_id = gone.org_id and p_contact_id = any (c.merged_ids) and c.do_not_call
      and c.removed_at is null
    where gone.org_id = p_org_id and gone.contact_id = p_contact_id and gone.removed_reason = 'merged'
  );
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
begin
  return (
    with ranked as (
      select c.id, o.free_lines, row_number() over (partition by c.org_id order by c.dial_after, c.id) as place
      from private.claimable_calls c
      join private.claimable_organizations o on o.id = c.org_id
      where c.id = any (p_schedule_ids) and c.org_id = any (p_locked_org_ids) and c.dial_after <= private.current_time()
    )
    select array_agg(r.id) from ranked r where r.place <= r.free_lines
  );
end $function$;

CREATE OR REPLACE FUNCTION private.lines_in_use (
  p_org_id uuid
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select l.in_use from private.organization_lines l where l.org_id = p_org_id
$function$;

CREATE OR REPLACE FUNCTION private.pick_due_calls (
  p_org_ids uuid[],
  p_wanted  integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  share constant integer := 2 * ceil(p_wanted::numeric / cardinality(p_org_ids));
begin
  return (
    with due as materialized (
      select d.id, d.org_id, d.dial_after
      from unnest(p_org_ids) as waiting (org_id)
      -- limit 1, so that this is asked for one organisation after another.
      cross join lateral (
        select o.free_lines from private.claimable_organizations o where o.id = waiting.org_id limit 1
      ) room
      cross join lateral (
        select c.id, c.org_id, c.dial_after from private.claimable_calls c
        where c.org_id = waiting.org_id and c.dial_after <= now_is
        order by c.dial_after
        limit least(room.free_lines, share)
      ) d
      limit share * least(p_wanted, cardinality(p_org_ids))
    ), turns as (
      select d.id, d.dial_after, row_number() over (partition by d.org_id order by d.dial_after, d.id) as turn from due d
    ), chosen as (
      select t.id from turns t order by t.turn, t.dial_after limit p_wanted
    )
    select array_agg(c.id) from chosen c
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

  -- The organisations of which something is due, the longest first: one look into call_schedules_claim_idx for each.
  select array_agg(o.id order by earliest.due) into waiting
  from public.organizations o
  cross join lateral (select min(s.dial_after) as due from public.call_schedules s where s.org_id = o.id) earliest
  where o.calling_paused_reason is null and earliest.due <= now_is;

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

CREATE VIEW "private"."organization_lines" WITH (security_invoker=true) AS  SELECT id AS org_id,
    ((( SELECT count(*) AS count
           FROM public.call_attempts t
          WHERE ((t.org_id = o.id) AND (t.state <> 'ended'::public.attempt_state))) + ( SELECT count(*) AS count
           FROM private.call_looks l
          WHERE ((l.org_id = o.id) AND (l.expires_at > private."current_time"())))))::integer AS in_use
   FROM public.organizations o;

CREATE VIEW "private"."claimable_organizations" WITH (security_invoker=true) AS  SELECT o.id,
    room.free_lines
   FROM ((public.organizations o
     JOIN private.organization_lines l ON ((l.org_id = o.id)))
     CROSS JOIN LATERAL ( SELECT LEAST((o.max_concurrent_calls - l.in_use),
                CASE
                    WHEN (o.max_dials_per_day IS NOT NULL) THEN private.dials_left(o.id, o.max_dials_per_day, o.time_zone)
                    ELSE NULL::integer
                END) AS free_lines) room)
  WHERE ((o.calling_paused_reason IS NULL) AND (( SELECT private.all_calling_paused() AS all_calling_paused) IS NULL) AND (room.free_lines > 0));

REVOKE ALL ON FUNCTION "private"."begin_attempts"(uuid[], public.attempt_trigger, text, integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."begin_attempts"(uuid[], public.attempt_trigger, text, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."begin_attempts"(uuid[], public.attempt_trigger, text, integer, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."is_flagged_contact"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."is_flagged_contact"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."is_flagged_contact"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."keep_claimable_calls"(uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."keep_claimable_calls"(uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."keep_claimable_calls"(uuid[], uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."pick_due_calls"(uuid[], integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."pick_due_calls"(uuid[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."pick_due_calls"(uuid[], integer) TO "postgres";
