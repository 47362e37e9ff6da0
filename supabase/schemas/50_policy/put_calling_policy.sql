-- Replaces an organisation's calling policy as a whole, on behalf of p_actor, whose right is checked here: an admin. It holds from the
-- next claim, for all that is booked. p_policy has the columns default_purpose, week, countries, blackouts, caps, min_gap_minutes, loosened.
-- Loosening goes down to the law and no further: only rules that are ours or a vendor's (policy_rules.confidence), with an end within
-- a year. What the operator has loosened may stay as it is, and go. Outcomes: put {policy}, forbidden, invalid {field, code, rule}.
-- Errors: 22023 for another field, 23502 and 23514 for a value out of bounds.
create function public.put_calling_policy(p_org_id uuid, p_actor uuid, p_policy jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p public.calling_policies;
  kept jsonb;
  refused record;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_policy,
    array['default_purpose', 'week', 'countries', 'blackouts', 'caps', 'min_gap_minutes', 'loosened']);
  perform from public.organizations o where o.id = p_org_id for no key update;
  kept := coalesce((select c.loosened from public.calling_policies c where c.org_id = p_org_id), '[]');
  p := jsonb_populate_record(null::public.calling_policies, p_policy);

  select l ->> 'rule_id' as rule, (case
      when r.id is null then 'rule_unknown'
      when r.confidence not in ('vendor', 'ours') then 'rule_is_law'
      when l ->> 'until' is null then 'loosening_endless'
      else 'loosening_too_long' end)::public.loosening_problem as code
  into refused
  from jsonb_array_elements(p.loosened) l
  left join private.policy_rules r on r.id = l ->> 'rule_id'
  where not kept @> jsonb_build_array(l) and (
    r.id is null or r.confidence not in ('vendor', 'ours') or l ->> 'until' is null
    or (l ->> 'until')::timestamptz not between private.current_time() and private.current_time() + interval '1 year')
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'loosened', 'code', refused.code, 'rule', refused.rule);
  end if;

  insert into public.calling_policies as c
    (org_id, default_purpose, week, countries, blackouts, caps, min_gap_minutes, loosened, updated_by)
  values (p_org_id, p.default_purpose, p.week, p.countries, p.blackouts, p.caps, p.min_gap_minutes, p.loosened, p_actor)
  on conflict (org_id) do update
  set default_purpose = excluded.default_purpose, week = excluded.week, countries = excluded.countries, blackouts = excluded.blackouts, caps = excluded.caps,
    min_gap_minutes = excluded.min_gap_minutes, loosened = excluded.loosened, updated_by = excluded.updated_by
  returning c.* into p;
  return jsonb_build_object('outcome', 'put'::public.answer_outcome, 'policy', to_jsonb(p));
end $$;
revoke all on function public.put_calling_policy(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.put_calling_policy(uuid, uuid, jsonb) to service_role;
