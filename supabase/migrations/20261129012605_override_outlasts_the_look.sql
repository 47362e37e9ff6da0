SET local check_function_bodies = off;

ALTER TABLE "private"."call_looks"
  ADD COLUMN "override_reason" text;

CREATE OR REPLACE FUNCTION private.begin_looks (
  p_schedule_ids  uuid[],
  p_trigger       public.attempt_trigger,
  p_worker        text,
  p_actor         uuid,
  p_lease_seconds integer
)
  RETURNS SETOF public.claimed_call
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with begun as (
    insert into private.call_looks as l (schedule_id, org_id, worker, trigger, actor_id, expires_at)
    select s.id, s.org_id, p_worker, p_trigger, p_actor, private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids)
    on conflict (schedule_id) do update
    set worker = excluded.worker, trigger = excluded.trigger, actor_id = excluded.actor_id, expires_at = excluded.expires_at,
      override_reason = null
    returning l.schedule_id
  )
  select null::uuid, null::integer, s.id, s.org_id, s.agent_id, a.bolna_agent_id, a.from_number, s.contact_id,
    s.contact_name, s.contact_phone_enc, s.contact_phone_hash, s.call_topic, s.call_language,
    least(s.dial_after, private.current_time()), o.time_zone, true
  from begun b
  join public.call_schedules s on s.id = b.schedule_id
  join public.agents a on a.id = s.agent_id
  join public.organizations o on o.id = s.org_id
  order by s.dial_after, s.id
$function$;

CREATE OR REPLACE FUNCTION public.claim_call_schedule (
  p_schedule_id            uuid,
  p_actor                  uuid,
  p_worker                 text,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text,
  p_override_reason        text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  actor_role public.member_role;
  looks_first boolean;
  decision private.decision;
  call public.claimed_call;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null;
  actor_role := private.role_of(s.org_id, p_actor);
  if s.id is null or actor_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (actor_role = 'admin' or (actor_role = 'member' and s.created_by = p_actor and p_override_reason is null)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);

  -- The order of locks is organisation, kill switch, schedule, attempt, everywhere.
  perform from public.organizations o where o.id = s.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  if s.id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' then
    return jsonb_build_object('outcome', 'not_scheduled'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  looks_first := private.looks_first(s);
  decision := private.judge_call(s, private.current_time(), true, looks_first, p_override_reason is not null);
  if decision.outcome = 'stop' then
    return private.refuse_call(s.id, decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'now'::public.decision_stage, s.purpose));
  elsif decision.outcome = 'defer' then
    perform private.keep_decision(s, decision, 'now'::public.decision_stage);
    return private.tell_decision(decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'now'::public.decision_stage, s.purpose));
  end if;
  if looks_first then
    -- What is decided after the look is what is kept.
    select * into call from private.begin_looks(array[s.id], 'execute', p_worker, p_actor, p_lease_seconds);
    update private.call_looks l set override_reason = p_override_reason where l.schedule_id = s.id;
  else
    decision.data := decision.data || jsonb_strip_nulls(jsonb_build_object('override_reason', p_override_reason));
    perform private.keep_decision(s, decision, 'claim');
    select * into call
    from private.begin_attempts(array[s.id], 'execute', p_worker, p_lease_seconds, p_default_bolna_agent_id);
  end if;
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

CREATE OR REPLACE FUNCTION public.claim_looked_call (
  p_schedule_id            uuid,
  p_worker                 text,
  p_look                   jsonb,
  p_lease_seconds          integer DEFAULT 45,
  p_default_bolna_agent_id text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  look private.call_looks;
  s public.call_schedules;
  decision private.decision;
  call public.claimed_call;
begin
  select l.* into look from private.call_looks l where l.schedule_id = p_schedule_id and l.worker = p_worker;
  perform from public.organizations o where o.id = look.org_id for no key update;
  perform from private.scheduler c for share;
  select c.* into s from public.call_schedules c
  where c.id = look.schedule_id and c.contact_id = p_look ->> 'contact_id' for no key update;
  delete from private.call_looks l
  where l.schedule_id = p_schedule_id and l.worker = p_worker and l.expires_at > private.current_time();
  if not found or s.call_status is distinct from 'scheduled' then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  if look.actor_id is not null then
    perform set_config('app.actor_id', look.actor_id::text, true);
  end if;

  decision := case when p_look ? 'unread' then private.judge_unread(s, look.trigger, p_look -> 'unread')
    else private.keep_looked_contact(s, p_look) end;
  if decision.outcome is null then
    select c.* into s from public.call_schedules c where c.id = s.id;
    decision := private.judge_call(
      s, private.current_time(), look.trigger <> 'sweep', false, look.override_reason is not null);
  end if;
  if decision.outcome = 'call' then
    decision := private.keep_occasion(s, decision);
  end if;
  if decision.outcome <> 'call' then
    perform private.ring_for_waiting_calls(s.org_id);
    return private.refuse_call(s.id, decision) || jsonb_build_object('decision',
      private.present_decision(decision, private.current_time(), 'claim', s.purpose));
  end if;
  perform private.keep_window(decision.terms);
  decision.data := decision.data || jsonb_strip_nulls(jsonb_build_object('override_reason', look.override_reason));
  perform private.keep_decision(s, decision, 'claim');
  select * into call
  from private.begin_attempts(array[s.id], look.trigger, p_worker, p_lease_seconds, p_default_bolna_agent_id);
  return jsonb_build_object('outcome', 'claimed'::public.answer_outcome, 'call', to_jsonb(call));
end $function$;

ALTER TABLE "private"."call_looks"
  ADD CONSTRAINT "call_looks_override_reason_check" CHECK (((char_length(override_reason) >= 1) AND (char_length(override_reason) <= 500)));
