-- Why nobody plans a call any more: its campaign was cancelled, its rule deleted, or HubSpot disconnected from a rule's. null:
-- somebody does, or the call was booked by hand.
create function private.orphan_code(s public.call_schedules) returns public.reason_code
language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when s.campaign_id is not null then (
      select 'campaign_cancelled'::public.reason_code from public.campaigns c where c.id = s.campaign_id and c.state = 'cancelled')
    when s.occasion is null then null
    when s.rule_id is null then 'rule_deleted'::public.reason_code
    when exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is not null)
      then 'hubspot_disconnected'::public.reason_code
  end;
end $$;
revoke all on function private.orphan_code(public.call_schedules) from public, anon, authenticated, service_role;
