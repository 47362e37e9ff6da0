-- The heartbeat, as an organisation sees it.

-- Has dialling stalled for this organisation: one of its calls that a claim could take (a line and its number are free) has
-- waited for over a minute beyond the tick, and no pass was completed in that time. Tells nothing but that, and only to
-- its members: when passes are made depends on other organisations' calls too.
create function private.is_stalled(p_org_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.scheduler c
    join public.organizations o on o.id = p_org_id and o.id in (select private.my_org_ids())
    where c.calling_paused_reason is null and o.calling_paused_reason is null
      and private.live_calls(o.id) < o.max_concurrent_calls
      and coalesce((select r.finished_at from private.sweep_runs r where r.finished_at is not null order by r.id desc limit 1),
        '-infinity') < private.current_time() - c.interval_seconds * interval '1 second' - interval '60 seconds'
      and exists (
        select from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = o.id and s.call_status = 'scheduled' and s.is_active and s.deleted_at is null
          -- A call booked or let go just now has not waited, whatever its time.
          and greatest(s.dial_after, s.updated_at)
            <= private.current_time() - c.interval_seconds * interval '1 second' - interval '60 seconds'
          and not exists (
            select from public.call_attempts t
            where t.org_id = s.org_id and t.contact_phone_hash = s.contact_phone_hash and t.state <> 'ended'
          )
      )
  )
$$;
revoke all on function private.is_stalled(uuid) from public;
grant execute on function private.is_stalled(uuid) to authenticated;
