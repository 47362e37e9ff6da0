-- Makes a rule on behalf of p_actor, whose right is checked here: an admin. p_id again gives what was made under it the first time.
-- Outcomes: created {rule}, forbidden, invalid {field} (no active agent). Errors: 22023 for another field, 23502 and 23514 for a
-- value out of bounds, and for a rule that lacks what its type needs.
create function public.create_call_rule(p_org_id uuid, p_actor uuid, p_id uuid, p_rule jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_rule, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active', 'purpose', 'best_time']);
  r.checkup_threshold_days := 5;
  r.call_topic := 'follow_up';
  r.call_language := 'en-IN';
  r.max_calls_per_day := 100;
  r.retry_policy := '{}';
  r.is_active := true;
  r.best_time := false;
  r.purpose := 'health_reminder';
  r := jsonb_populate_record(r, p_rule);
  if not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  insert into public.call_schedule_rules (id, org_id, agent_id, rule_name, rule_type, checkup_threshold_days,
    checkup_property, periodic_days, custom_conditions, call_topic, call_language, max_calls_per_day, retry_policy,
    is_active, purpose, best_time, created_by)
  values (p_id, p_org_id, r.agent_id, r.rule_name, r.rule_type, r.checkup_threshold_days, r.checkup_property,
    r.periodic_days, r.custom_conditions, r.call_topic, r.call_language, r.max_calls_per_day, r.retry_policy,
    r.is_active, r.purpose, r.best_time, p_actor)
  on conflict (id) do nothing;
  select c.* into r from public.call_schedule_rules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if r.id is null then
    raise exception 'p_id is another rule''s' using errcode = '23505';
  end if;
  return jsonb_build_object('outcome', 'created'::public.answer_outcome, 'rule', to_jsonb(r));
end $$;
revoke all on function public.create_call_rule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.create_call_rule(uuid, uuid, uuid, jsonb) to service_role;
