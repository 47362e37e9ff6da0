-- How many calls the organisation may still have dialled on this day of its calendar; null: it has no limit. What Bolna
-- never took is no dialled call; what may have been is one, and what turned out to have been.
create function private.dials_left(p_org_id uuid, p_max_dials_per_day integer, p_time_zone text) returns integer
language sql stable security definer set search_path = '' as $$
  select case when p_max_dials_per_day is not null then greatest(p_max_dials_per_day - (
    select count(*)::integer from public.call_attempts t
    where t.org_id = p_org_id
      and t.claimed_at >= date_trunc('day', private.current_time(), p_time_zone)
      and (t.state <> 'ended' or t.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent')
        or t.outcome = 'absent' and t.bolna_execution_id is not null)
  ), 0) end
$$;
revoke all on function private.dials_left(uuid, integer, text) from public, anon, authenticated, service_role;
