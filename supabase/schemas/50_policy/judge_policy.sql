-- What the calling policy says of a call: suppression, registries and consent; what the agent says at the start; then the hours where the phone rings; then caps and
-- gaps. A stop, or the defer that ends last, or null: nothing stands against it.
-- p_law_alone: an admin answers for the organisation's own hours, gaps and caps (never for the law's, a suppression or a consent).
create function private.judge_policy(
  s public.call_schedules, t private.call_terms, w private.calling_windows, p_at timestamptz, p_law_alone boolean
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  of_number private.decision;
  of_hours private.decision;
  calls_by record;
begin
  of_number := private.judge_number(s, t.purpose, p_at, (w.demands #>> '{consent,kind}')::public.consent_kind,
    w.demands -> 'registries', (w.demands #>> '{refusal,interval}')::interval);
  if of_number.outcome is not null then
    of_number := private.name_rules(of_number, w.demands);
  end if;
  if of_number.outcome = 'stop' then
    return of_number;
  end if;
  select o.queue_deadline_seconds, to_jsonb(a.opening) as opening into calls_by
  from public.organizations o left join public.agents a on a.id = s.agent_id
  where o.id = s.org_id;
  -- null: nobody has said what the agent says.
  if not calls_by.opening @> (w.demands -> 'opening') then
    return private.stop('agent_opening_missing', private.missing_marks(calls_by.opening, w.demands));
  end if;
  of_hours := private.judge_hours(t, w, p_at, calls_by.queue_deadline_seconds);
  if of_hours.outcome = 'stop' then
    return of_hours;
  end if;
  return private.later_decision(private.later_decision(of_number, of_hours), private.judge_caps(s, w, p_at, p_law_alone));
end $$;
revoke all on function private.judge_policy(public.call_schedules, private.call_terms, private.calling_windows, timestamptz, boolean)
  from public, anon, authenticated, service_role;

-- A decision about a number, with the rule that asks for what is missing.
create function private.name_rules(d private.decision, p_demands jsonb) returns private.decision
language plpgsql immutable set search_path = '' as $$
declare
  rule text := case
    when d.code in ('consent_missing', 'consent_expired', 'consent_revoked', 'consent_scope') then p_demands #>> '{consent,rule}'
    when d.code = 'refusal_period' then p_demands #>> '{refusal,rule}'
    when d.code in ('registry_listed', 'registry_check_stale') then (
      select r ->> 'rule' from jsonb_array_elements(p_demands -> 'registries') r where r ->> 'registry' = d.data ->> 'registry')
  end;
begin
  if rule is not null then
    d.data := coalesce(d.data, '{}') || jsonb_build_object('rules', jsonb_build_array(rule));
  end if;
  return d;
end $$;
revoke all on function private.name_rules(private.decision, jsonb) from public, anon, authenticated, service_role;

-- What an agent does not say though the law asks for it, {missing, rules}.
create function private.missing_marks(p_opening jsonb, p_demands jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('missing', jsonb_agg(distinct m.mark order by m.mark), 'rules', jsonb_agg(distinct r.id order by r.id))
  from private.policy_rules r cross join unnest(r.opening) m (mark)
  where r.aspect = 'opening' and p_demands -> 'rules' ? r.id and not p_opening ? m.mark::text
$$;
revoke all on function private.missing_marks(jsonb, jsonb) from public, anon, authenticated, service_role;
