-- Writes down what the judge said of a call, for whoever asks why later.
create function private.keep_decision(s public.call_schedules, d private.decision, p_stage public.decision_stage) returns void
language sql security definer set search_path = '' as $$
  insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source, jurisdictions,
    rule_ids, pack_version, data)
  values (s.org_id, s.id, private.current_time(), p_stage, d.outcome, d.code, d.until, s.purpose, coalesce((d.terms).zones, '{}'),
    (d.terms).zone_source, coalesce((d.terms).jurisdictions, '{}'), array(select jsonb_array_elements_text(d.data -> 'rules')), d.pack,
    nullif(d.data - 'rules', '{}'))
$$;
revoke all on function private.keep_decision(public.call_schedules, private.decision, public.decision_stage)
  from public, anon, authenticated, service_role;
