-- How many calls of the organisation are due, for its members. Counted, since it changes with every second; out of the indexes
-- alone, which the caller's row-level security would not allow.
create function private.count_overdue(p_org_id uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select case when p_org_id in (select private.my_org_ids()) then (
      select count(*) from public.call_schedules s
      where s.org_id = p_org_id and s.campaign_id is null and s.dial_after <= private.current_time()
    ) + (
      select count(*) from public.call_schedules s
      where s.org_id = p_org_id and s.campaign_id is not null and s.dial_after <= private.current_time()
    ) else 0 end
$$;
revoke all on function private.count_overdue(uuid) from public, anon, authenticated, service_role;
grant execute on function private.count_overdue(uuid) to authenticated;
