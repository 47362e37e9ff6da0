-- A decision as the API gives it (contract 7), with its sentence and the rules that it rests on as they stand today. Never a number.
create function private.present_decision(
  d private.decision, p_at timestamptz, p_stage public.decision_stage, p_purpose public.call_purpose
) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('code', d.code, 'outcome', d.outcome, 'sentence', private.say_decision(d), 'until', d.until, 'at', p_at,
    'stage', p_stage, 'purpose', p_purpose, 'zone', (d.terms).zones[1], 'zones', coalesce((d.terms).zones, '{}'),
    'zone_source', (d.terms).zone_source, 'jurisdictions', coalesce((d.terms).jurisdictions, '{}'),
    'rules', (
      select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', r.name, 'source', r.source,
        'version', coalesce(d.pack, r.pack_version), 'confidence', r.confidence, 'confirmed_by_counsel', false) order by i.id), '[]')
      from jsonb_array_elements_text(d.data -> 'rules') i (id)
      left join private.policy_rules r on r.id = i.id),
    'data', coalesce(d.data - 'rules', '{}'))
$$;
revoke all on function private.present_decision(private.decision, timestamptz, public.decision_stage, public.call_purpose)
  from public, anon, authenticated, service_role;
