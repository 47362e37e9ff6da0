-- Why a call was or was not made: what was decided of it, oldest first, at most the last 200, and a judgement of this moment, never
-- mixed. On behalf of p_actor, a member of any role. Outcomes: explained {fresh, decisions}, not_found.
create function public.explain_call(p_org_id uuid, p_schedule_id uuid, p_actor uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.call_schedules;
begin
  select c.* into s from public.call_schedules c
  where c.id = p_schedule_id and c.org_id = p_org_id and c.deleted_at is null;
  if s.id is null or private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  return jsonb_build_object('outcome', 'explained'::public.answer_outcome,
    'fresh', private.present_decision(private.judge_now(s), private.current_time(), 'now'::public.decision_stage, s.purpose),
    'decisions', (
      select coalesce(jsonb_agg(private.present_decision(
        (d.outcome, d.code, d.until, coalesce(d.data, '{}') || jsonb_build_object('rules', d.rule_ids), d.pack_version,
          (null, null, d.purpose, null, d.zones, d.zone_source, d.jurisdictions)::private.call_terms)::private.decision,
        d.at, d.stage, d.purpose) order by d.id), '[]')
      from (
        select l.* from public.call_decisions l
        where l.org_id = s.org_id and l.schedule_id = s.id order by l.id desc limit 200
      ) d));
end $$;
revoke all on function public.explain_call(uuid, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.explain_call(uuid, uuid, uuid) to service_role;

-- What stands in the way of a call at this moment. Of one that is under way or over: what it came to.
create function private.judge_now(s public.call_schedules) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  if s.call_status = 'scheduled' then
    return private.judge_call(s, private.current_time());
  end if;
  select a.* into t from public.call_attempts a where a.schedule_id = s.id order by a.attempt_number desc limit 1;
  if s.call_status = 'in_progress' then
    return case when t.state = 'unknown'
      then private.stop('outcome_unknown', jsonb_build_object('attempt', t.id)) else private.defer('number_busy', null) end;
  elsif s.call_status = 'failed' and t.attempt_number > 1 and t.retry_category is not null then
    -- It was tried again, and now no try is left.
    return private.stop('attempts_exhausted', jsonb_build_object('attempts', t.attempt_number, 'last_outcome', t.outcome));
  end if;
  return private.stop(s.status_reason_code, jsonb_build_object('said', s.status_reason));
end $$;
revoke all on function private.judge_now(public.call_schedules) from public, anon, authenticated, service_role;
