-- How many calls the organisation may still have dialled on this day of its calendar; null: it has no limit. Those count by which
-- somebody was rung, or may have been.
create function private.dials_left(p_org_id uuid, p_max_dials_per_day integer, p_time_zone text) returns integer
language sql stable security definer set search_path = '' as $$
  select case when p_max_dials_per_day is not null then greatest(p_max_dials_per_day - (
    select count(*)::integer from private.rung_attempts t
    where t.org_id = p_org_id and t.claimed_at >= date_trunc('day', private.current_time(), p_time_zone)
  ), 0) end
$$;
revoke all on function private.dials_left(uuid, integer, text) from public, anon, authenticated, service_role;
