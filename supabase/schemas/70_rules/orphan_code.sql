-- Why nobody plans a rule's call any more: its rule was deleted, or HubSpot disconnected. null: somebody does, or the call
-- was booked by hand.
create function private.orphan_code(s public.call_schedules) returns public.reason_code
language sql stable security definer set search_path = '' as $$
  select case
    when s.occasion is null then null
    when s.rule_id is null then 'rule_deleted'::public.reason_code
    when exists (select from public.hubspot_connections c where c.org_id = s.org_id and c.removed_at is not null)
      then 'hubspot_disconnected'::public.reason_code
  end
$$;
revoke all on function private.orphan_code(public.call_schedules) from public, anon, authenticated, service_role;
