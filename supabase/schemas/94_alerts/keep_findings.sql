-- Writes down what one look found by a rule, and tells of what that raises or resolves: each once. What was found raise_after looks in
-- a row is raised; what was not found resolve_after looks in a row is resolved; in between nothing is told.
create function private.keep_findings(p_rule private.alert_rules, p_found private.alert_finding[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  changed public.alerts;
begin
  for changed in
    with found as (
      select f.org_id, f.subject, f.value, f.data, coalesce(f.org_id, nobody) as owner from unnest(p_found) f
    ), live as (
      select a.id, a.state, f.subject is not null as is_found, f.value, f.data,
        a.state = 'pending' and f.subject is not null and a.looks + 1 >= p_rule.raise_after as is_raised,
        a.state = 'open' and f.subject is null and a.looks + 1 >= p_rule.resolve_after as is_resolved
      from public.alerts a
      left join found f on f.owner = coalesce(a.org_id, nobody) and f.subject = a.subject
      where a.code = p_rule.code and a.state <> 'resolved' and not (a.state = 'open' and a.looks = 0 and f.subject is not null)
    ), dropped as (
      delete from public.alerts a using live l where a.id = l.id and l.state = 'pending' and not l.is_found
    ), counted as (
      update public.alerts a
      set looks = case when l.is_raised or l.state = 'open' and l.is_found then 0 else a.looks + 1 end,
        state = case when l.is_raised then 'open'::public.alert_state when l.is_resolved then 'resolved' else a.state end,
        raised_at = case when l.is_raised then now_is else a.raised_at end,
        resolved_at = case when l.is_resolved then now_is end,
        value = case when l.is_raised then l.value else a.value end,
        data = case when l.is_raised then l.data else a.data end,
        sentence = case when l.is_raised then private.say_alert(a.code, a.subject, l.value, l.data) else a.sentence end
      from live l
      where a.id = l.id and (l.is_found or l.state = 'open')
      returning a.*
    ), added as (
      insert into public.alerts as a (org_id, code, subject, severity, state, value, threshold, data, sentence, looks, raised_at)
      select f.org_id, p_rule.code, f.subject, p_rule.severity,
        case when p_rule.raise_after = 1 then 'open'::public.alert_state else 'pending' end, f.value,
        coalesce((select t.threshold from public.alert_thresholds t where t.org_id = f.org_id and t.code = p_rule.code), p_rule.threshold),
        f.data, private.say_alert(p_rule.code, f.subject, f.value, f.data),
        case when p_rule.raise_after = 1 then 0 else 1 end, case when p_rule.raise_after = 1 then now_is end
      from found f
      where not exists (
        select from public.alerts l
        where l.code = p_rule.code and l.state <> 'resolved' and coalesce(l.org_id, nobody) = f.owner and l.subject = f.subject)
      on conflict (code, org_id, subject) where state <> 'resolved' do nothing
      returning a.*
    )
    select c.* from counted c join live l on l.id = c.id where l.is_raised or l.is_resolved
    union all
    select n.* from added n where n.state = 'open'
  loop
    perform private.tell_alert(changed);
  end loop;
end $$;
revoke all on function private.keep_findings(private.alert_rules, private.alert_finding[]) from public, anon, authenticated, service_role;
