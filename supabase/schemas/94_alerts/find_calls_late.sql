-- The first of an organisation's calls that wait has waited for so many seconds: its lines do not suffice, or something else holds it up.
-- Not a campaign's, which wait for their turn; not while calling is paused, which is told by itself; not those of an agent that is off.
-- One look into call_schedules_claim_idx for each organisation, and only where that is late a walk to the first whose agent is on, of
-- a thousand at most.
create function private.find_calls_late() returns setof private.alert_finding
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  if private.all_calling_paused() is not null then
    return;
  end if;
  return query
    select late.org_id, '', round(extract(epoch from now_is - next.due)), '{}'::jsonb
    from (
      select t.org_id, now_is - make_interval(secs => t.threshold::double precision) as since
      from private.organizations_to_tell('calls_late') t
      join public.organizations o on o.id = t.org_id and o.calling_paused_reason is null
      cross join lateral (
        select min(s.dial_after) as due from public.call_schedules s where s.org_id = t.org_id and s.campaign_id is null
      ) earliest
      where earliest.due <= now_is - make_interval(secs => t.threshold::double precision)
      offset 0
    ) late
    cross join lateral (
      select min(k.dial_after) as due
      from (
        select s.dial_after, s.agent_id, s.updated_at from public.call_schedules s
        where s.org_id = late.org_id and s.campaign_id is null and s.dial_after <= late.since
        order by s.dial_after limit 1000
      ) k
      join public.agents a on a.id = k.agent_id and a.is_active
      -- Booked or let go just now: it has not waited, whatever its time.
      where k.updated_at <= late.since
    ) next
    where next.due is not null;
end $$;
revoke all on function private.find_calls_late() from public, anon, authenticated, service_role;
