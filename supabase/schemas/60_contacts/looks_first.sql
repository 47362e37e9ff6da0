-- Is the call's contact read from HubSpot before it can be claimed: calls that a rule planned or that wait for a check-up
-- date, and any whose contact is known as not to be called; where the organisation is connected to HubSpot and the
-- contact's id is one of HubSpot's.
create function private.looks_first(s public.call_schedules) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return s.contact_id ~ '^[1-9][0-9]{0,17}$'
    and exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is null)
    and (s.rule_id is not null or s.auto_trigger_enabled or exists (
      select from public.contacts k
      where k.org_id = s.org_id and k.contact_id = s.contact_id and k.do_not_call and k.removed_at is null));
end $$;
revoke all on function private.looks_first(public.call_schedules) from public, anon, authenticated, service_role;
