-- Changes the fields that are sent of a rule, on behalf of p_actor, whose right is checked here: an admin. Outcomes: changed
-- {rule}, not_found, forbidden, invalid {field} (no active agent). Errors: as of create_call_rule.
create function public.change_call_rule(p_org_id uuid, p_rule_id uuid, p_actor uuid, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  r public.call_schedule_rules;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_changes, array['agent_id', 'rule_name', 'rule_type', 'checkup_threshold_days',
    'checkup_property', 'periodic_days', 'custom_conditions', 'call_topic', 'call_language', 'max_calls_per_day',
    'retry_policy', 'is_active', 'purpose', 'best_time']);
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.org_id = p_org_id for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  r := jsonb_populate_record(r, p_changes);
  if p_changes ? 'agent_id'
    and not exists (select from public.agents a where a.org_id = p_org_id and a.id = r.agent_id and a.is_active) then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'agent_id');
  end if;
  update public.call_schedule_rules c
  set agent_id = r.agent_id, rule_name = r.rule_name, rule_type = r.rule_type,
    checkup_threshold_days = r.checkup_threshold_days, checkup_property = r.checkup_property,
    periodic_days = r.periodic_days, custom_conditions = r.custom_conditions, call_topic = r.call_topic,
    call_language = r.call_language, max_calls_per_day = r.max_calls_per_day, retry_policy = r.retry_policy,
    is_active = r.is_active, purpose = r.purpose, best_time = r.best_time
  where c.id = p_rule_id
  returning c.* into r;
  return jsonb_build_object('outcome', 'changed'::public.answer_outcome, 'rule', to_jsonb(r));
end $$;
revoke all on function public.change_call_rule(uuid, uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_call_rule(uuid, uuid, uuid, jsonb) to service_role;
