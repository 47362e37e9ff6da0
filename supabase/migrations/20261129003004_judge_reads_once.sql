SET local check_function_bodies = off;

DROP FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean);

DROP FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone);

DROP FUNCTION "private"."window_key"(private.call_terms);

CREATE OR REPLACE FUNCTION private.judge_call (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false,
  p_law_alone   boolean                  DEFAULT false,
  p_has_line    boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  plan constant private.decision := private.judge_plan(s, p_at, p_by_hand, p_before_look, p_law_alone);
  decision private.decision := plan;
begin
  if plan.outcome <> 'stop' then
    decision := private.later_decision(private.judge_organization(s, p_at, p_has_line), case when plan.outcome = 'defer' then plan end);
    decision := case when decision.outcome is null then plan else decision end;
  end if;
  if decision.outcome <> 'stop' and s.deadline_at <= coalesce(greatest(decision.until, p_at), p_at) then
    decision := private.stop('missed', jsonb_build_object(
      'deadline', s.deadline_at, 'nearest', decision.until, 'blocker', nullif(decision.code, 'allowed')));
  end if;
  decision.terms := plan.terms;
  decision.pack := plan.pack;
  return decision;
end $function$;

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
    a.is_active as agent_is_active, c.calling_paused_reason as all_paused_reason
  into org
  from public.organizations o
  join public.agents a on a.id = s.agent_id
  cross join private.scheduler c
  where o.id = s.org_id;

  if org.all_paused_reason is not null then
    return private.defer('all_calling_paused', null, jsonb_build_object('reason', org.all_paused_reason));
  elsif org.calling_paused_reason is not null then
    return private.defer('organisation_paused', null, jsonb_build_object('reason', org.calling_paused_reason));
  elsif not s.is_active then
    return private.defer('inactive', null);
  elsif not org.agent_is_active then
    return private.defer('agent_inactive', null);
  elsif exists (
    select from public.call_attempts t
    where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
  ) then
    return private.defer('number_busy', null);
  elsif p_has_line then
    return null;
  elsif private.lines_in_use(org.id) >= org.max_concurrent_calls then
    return private.defer('no_free_line', null, jsonb_build_object('lines', org.max_concurrent_calls));
  elsif private.dials_left(org.id, org.max_dials_per_day, org.time_zone) = 0 then
    return private.defer('dial_quota', date_trunc('day', p_at, org.time_zone) + interval '1 day',
      jsonb_build_object('max_dials_per_day', org.max_dials_per_day));
  end if;
  return null;
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
  by_hand constant boolean := p_trigger <> 'sweep';
  dialled uuid[];
  looked_at uuid[];
  refused uuid[];
  allowances private.decision[];
  refusals private.decision[];
begin
  with held as materialized (
    select s from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after <= private.current_time()
    for no key update skip locked
  ), judged as materialized (
    select (h.s).id, looks.first as looks_first, d.decision, (d.decision).outcome
    from held h
    cross join lateral (select private.looks_first(h.s) as first) looks
    cross join lateral (select private.judge_call(
      h.s, private.current_time(), by_hand, looks.first, false, true) as decision offset 0) d
  )
  select array_agg(j.id) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.decision) filter (where j.outcome = 'call' and not j.looks_first),
    array_agg(j.id) filter (where j.outcome = 'call' and j.looks_first),
    array_agg(j.id) filter (where j.outcome <> 'call'), array_agg(j.decision) filter (where j.outcome <> 'call')
  into dialled, allowances, looked_at, refused, refusals
  from judged j;

  perform private.refuse_call(refused[i], refusals[i]) from generate_subscripts(refused, 1) i;
  if looked_at is not null then
    return query select * from private.begin_looks(looked_at, p_trigger, p_worker, p_actor, p_lease_seconds);
  end if;
  if dialled is not null then
    -- The judge does without a window that nobody has kept, at a hundred times the cost.
    perform private.keep_window(t) from (select distinct (a).terms as t from unnest(allowances) a) used order by private.window_key(t);
    perform private.keep_decision(s, allowances[i], 'claim')
    from generate_subscripts(dialled, 1) i join public.call_schedules s on s.id = dialled[i];
    return query select * from private.begin_attempts(
      dialled, p_trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
end $function$;

CREATE OR REPLACE FUNCTION private.window_key (
  t private.call_terms
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return concat_ws('/', coalesce(t.org_id || ' ' || extract(epoch from t.policy_at), 'everybody'), t.purpose, array_to_string(t.jurisdictions, ' '),
    array_to_string(t.zones, ' '));
end $function$;

CREATE OR REPLACE FUNCTION private.window_of (
  t    private.call_terms,
  p_at timestamp with time zone
)
  RETURNS private.calling_windows
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- Once: in the condition itself it would be asked for the plan and for each row too.
  wanted constant text := private.window_key(t);
  w private.calling_windows;
begin
  select c.* into w from private.calling_windows c
  where c.key = wanted and c.demands_until > p_at;
  if not found then
    w := (null, null, t.org_id, t.policy_at, t.purpose, t.jurisdictions, t.zones,
      private.policy_demands(t.org_id, t.purpose, t.jurisdictions, t.zones, p_at), null, '-infinity', null)::private.calling_windows;
  end if;
  return w;
end $function$;

REVOKE ALL ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_call"(public.call_schedules, timestamp WITH time zone, boolean, boolean, boolean, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_organization"(public.call_schedules, timestamp WITH time zone, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."window_key"(private.call_terms) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."window_key"(private.call_terms) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."window_key"(private.call_terms) TO "postgres";
