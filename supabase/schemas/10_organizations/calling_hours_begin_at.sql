-- When the organisation's calling hours begin again after the given moment; null while they last.
create function private.calling_hours_begin_at(p_org_id uuid, p_at timestamptz) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select case
    when here::time < o.calling_hours_from then (here::date + o.calling_hours_from) at time zone o.time_zone
    when here::time >= o.calling_hours_to then (here::date + 1 + o.calling_hours_from) at time zone o.time_zone
  end
  from public.organizations o
  cross join lateral (select p_at at time zone o.time_zone as here) clock
  where o.id = p_org_id
$$;
revoke all on function private.calling_hours_begin_at(uuid, timestamptz) from public;
