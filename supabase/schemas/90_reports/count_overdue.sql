-- How many calls of the organisation are due, for its members. Counted, since it changes with every second; out of the index
-- alone, which the caller's row-level security would not allow.
create function private.count_overdue(p_org_id uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from public.call_schedules s
  where s.org_id = p_org_id and s.dial_after <= private.current_time() and p_org_id in (select private.my_org_ids())
$$;
revoke all on function private.count_overdue(uuid) from public, anon, authenticated, service_role;
grant execute on function private.count_overdue(uuid) to authenticated;
