-- Writes down what the judge said of calls, for whoever asks why later: of the n-th call the n-th decision, in one statement.
create function private.keep_decisions(p_schedule_ids uuid[], p_decisions private.decision[], p_stage public.decision_stage)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  insert into public.call_decisions (org_id, schedule_id, at, stage, outcome, code, until, purpose, zones, zone_source, jurisdictions,
    rule_ids, pack_version, data)
  select s.org_id, s.id, now_is, p_stage, d.outcome, d.code, d.until, s.purpose, coalesce((d.terms).zones, '{}'),
    (d.terms).zone_source, coalesce((d.terms).jurisdictions, '{}'), array(select jsonb_array_elements_text(d.data -> 'rules')), d.pack,
    nullif(d.data - 'rules', '{}')
  from unnest(p_schedule_ids, p_decisions) with ordinality as d (id, outcome, code, until, data, pack, terms, place)
  cross join lateral (select c.org_id, c.id, c.purpose from public.call_schedules c where c.id = d.id limit 1) s
  order by d.place;
end $$;
revoke all on function private.keep_decisions(uuid[], private.decision[], public.decision_stage)
  from public, anon, authenticated, service_role;
