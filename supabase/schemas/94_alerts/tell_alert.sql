-- Has an alert that was just raised or resolved told: an organisation's to its own endpoints, and to the operator's where the rule
-- says so; the operator's to nobody else. In the transaction that makes it true, as every event.
create function private.tell_alert(a public.alerts) returns void
language plpgsql security definer set search_path = '' as $$
declare
  event constant public.webhook_event := case a.state when 'resolved' then 'alert.resolved'::public.webhook_event else 'alert.raised' end;
  told constant jsonb := a.data || jsonb_build_object('alert_id', a.id, 'code', a.code, 'severity', a.severity, 'subject', a.subject,
    'sentence', a.sentence, 'value', a.value, 'threshold', a.threshold, 'raised_at', a.raised_at, 'resolved_at', a.resolved_at);
begin
  if a.org_id is not null then
    perform private.enter_webhook_event(a.org_id, event, a.id, told);
  end if;
  if a.org_id is null or (select r.tells_operator from private.alert_rules r where r.code = a.code) then
    perform private.enter_operator_event(event, a.id, told || jsonb_build_object('org_slug', (
      select o.slug from public.organizations o where o.id = a.org_id)));
  end if;
end $$;
revoke all on function private.tell_alert(public.alerts) from public, anon, authenticated, service_role;
