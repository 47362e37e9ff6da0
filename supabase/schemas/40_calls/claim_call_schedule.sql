-- Takes one call now, whatever its time, on behalf of p_actor, whose right is checked here: an admin of the
-- organisation, or a member who created the schedule. Same guarantees as claim_due_calls. Outcomes: claimed {call} (its
-- looks_first says whether its contact is to be read first), withdrawn and deferred {reason_code, reason, until, decision}
-- by the judge, not_scheduled {call_status}, not_found, forbidden.
-- p_override_reason: why an admin calls outside the organisation's own hours, gaps and caps (never the law's); it is kept with
-- the decision. Anybody else's is forbidden.
create function public.claim_call_schedule(
  p_schedule_id uuid, p_actor uuid, p_worker text, p_lease_seconds integer default 45,
  p_default_bolna_agent_id text default null, p_override_reason text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function public.claim_call_schedule(uuid, uuid, text, integer, text, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_call_schedule(uuid, uuid, text, integer, text, text) to service_role;
