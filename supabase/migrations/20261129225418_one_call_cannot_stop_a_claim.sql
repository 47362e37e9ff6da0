SET local check_function_bodies = off;

DROP FUNCTION "private"."judge_alike"(uuid[], boolean, boolean);

CREATE OR REPLACE FUNCTION private.dials_left (
  p_org_id            uuid,
  p_max_dials_per_day integer,
  p_time_zone         text
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  day_begins timestamptz;
begin
  if p_max_dials_per_day is null then
    return null;
  end if;
  begin
    day_begins := date_trunc('day', now_is, p_time_zone);
  exception when invalid_parameter_value then
    day_begins := date_trunc('day', now_is, 'UTC');
  end;
  return greatest(p_max_dials_per_day - (
    select count(*)::integer from private.rung_attempts t where t.org_id = p_org_id and t.claimed_at >= day_begins), 0);
end $function$;

CREATE OR REPLACE FUNCTION private.judge_alike (
  p_schedule_ids uuid[],
  p_by_hand      boolean,
  p_has_line     boolean,
  p_passes_over  boolean DEFAULT false
)
  RETURNS TABLE (
    schedule_ids uuid[],
    looks_first  boolean,
    decision     private.decision
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  alike record;
begin
  if not p_passes_over then
    return query
      select a.schedule_ids, a.looks_first, private.judge_call(first.call, now_is, p_by_hand, a.looks_first, false, p_has_line)
      from private.alike_calls(p_schedule_ids) a
      cross join lateral (select s as call from public.call_schedules s where s.id = a.schedule_ids[1] limit 1) first
      order by a.schedule_ids[1];
    return;
  end if;

  for alike in
    select a.schedule_ids as ids, a.looks_first as looks, first.call
    from private.alike_calls(p_schedule_ids) a
    cross join lateral (select s as call from public.call_schedules s where s.id = a.schedule_ids[1] limit 1) first
    order by a.schedule_ids[1]
  loop
    begin
      decision := private.judge_call(alike.call, now_is, p_by_hand, alike.looks, false, p_has_line);
    exception when others then
      raise log 'call scheduler: call % could not be judged (%)', alike.ids[1], sqlstate;
      continue;
    end;
    schedule_ids := alike.ids;
    looks_first := alike.looks;
    return next;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.take_calls (
  p_schedule_ids           uuid[],
  p_trigger                public.attempt_trigger,
  p_worker                 text,
  p_actor                  uuid,
  p_lease_seconds          integer,
  p_default_bolna_agent_id text
)
  RETURNS SETOF public.claimed_call
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  held uuid[];
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  used_terms private.call_terms[];
  refusals private.decision[];
  passes_over boolean := false;
begin
  select array_agg(l.id) into held from (
    select s.id from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= now_is
    for no key update skip locked
  ) l;
  -- Statements of their own: they see all that was committed until the locks were had. One call that the judge throws at keeps no
  -- other from its claim.
  loop
    begin
      select array_agg(c.id) filter (where (j.decision).outcome = 'call' and not j.looks_first),
        array_agg(j.decision) filter (where (j.decision).outcome = 'call' and not j.looks_first),
        array_agg((j.decision).terms) filter (where (j.decision).outcome = 'call' and not j.looks_first and c.place = 1),
        array_agg(c.id) filter (where (j.decision).outcome = 'call' and j.looks_first),
        array_agg(c.id) filter (where (j.decision).outcome <> 'call'),
        array_agg(j.decision) filter (where (j.decision).outcome <> 'call')
      into dialled, allowances, used_terms, looked_at, refused, refusals
      from private.judge_alike(held, p_trigger <> 'sweep', true, passes_over) j
      cross join lateral unnest(j.schedule_ids) with ordinality as c (id, place);
      exit;
    exception when others then
      if passes_over then
        raise;
      end if;
      passes_over := true;
    end;
  end loop;

  if cardinality(held) > coalesce(cardinality(dialled || looked_at || refused), 0) then
    update public.call_schedules s set not_before = now_is + interval '5 minutes'
    where s.id = any (held) and s.id <> all (coalesce(dialled || looked_at || refused, '{}'::uuid[]));
  end if;
  if refused is not null then
    perform private.refuse_calls(refused, refusals);
  end if;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_windows(used_terms);
    perform private.keep_decisions(dialled, allowances, 'claim');
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $function$;

REVOKE ALL ON FUNCTION "private"."judge_alike"(uuid[], boolean, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_alike"(uuid[], boolean, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_alike"(uuid[], boolean, boolean, boolean) TO "postgres";
