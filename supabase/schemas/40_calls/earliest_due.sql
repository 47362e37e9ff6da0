-- When the first call of an organisation that waits is due, of its own or of a campaign that runs. min() rather than exists(): the
-- kept plan does not know how few rows `<= horizon` leaves, and then reads the table.
create function private.earliest_due(p_org_id uuid) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
begin
  return least((
      select min(s.dial_after) from public.call_schedules s where s.org_id = p_org_id and s.campaign_id is null
    ), (
      select min(of_one.due)
      from public.campaigns c
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = p_org_id and s.campaign_id = c.id
      ) of_one
      where c.org_id = p_org_id and c.state = 'running'
    ));
end $$;
revoke all on function private.earliest_due(uuid) from public, anon, authenticated, service_role;
