-- Raises an alert for what is known the moment it happens, without waiting for a look; nothing where it is open already, or where
-- whom it concerns is not told of it. The looks find it over.
create function private.raise_alert(p_org_id uuid, p_code public.alert_code, p_subject text, p_data jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  rule constant private.alert_rules := (select r from private.alert_rules r where r.code = p_code);
  raised public.alerts;
begin
  if p_org_id is not null and not exists (select from private.organizations_to_tell(p_code) t where t.org_id = p_org_id) then
    return;
  end if;
  insert into public.alerts (org_id, code, subject, severity, state, threshold, data, sentence, raised_at)
  values (p_org_id, p_code, p_subject, rule.severity, 'open', rule.threshold, p_data, private.say_alert(p_code, p_subject, null, p_data),
    private.current_time())
  on conflict (code, org_id, subject) where state <> 'resolved' do nothing
  returning * into raised;
  if raised.id is not null then
    perform private.tell_alert(raised);
  end if;
end $$;
revoke all on function private.raise_alert(uuid, public.alert_code, text, jsonb) from public, anon, authenticated, service_role;
