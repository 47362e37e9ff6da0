-- How many calls the organisation may still have dialled on this day of its calendar; null: it has no limit. Those count by which
-- somebody was rung, or may have been. Of a zone that this server does not know the day is UTC's: every claim asks this of each
-- organisation, and one keeps no other from its calls.
create function private.dials_left(p_org_id uuid, p_max_dials_per_day integer, p_time_zone text) returns integer
language plpgsql stable security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  day_begins timestamptz;
begin
  if p_max_dials_per_day is null then
    return null;
  end if;
  begin
    day_begins := date_trunc('day', now_is, p_time_zone);
  exception when invalid_parameter_value then
    day_begins := date_trunc('day', now_is, 'UTC');
  end;
  return greatest(p_max_dials_per_day - (
    select count(*)::integer from private.rung_attempts t where t.org_id = p_org_id and t.claimed_at >= day_begins), 0);
end $$;
revoke all on function private.dials_left(uuid, integer, text) from public, anon, authenticated, service_role;
