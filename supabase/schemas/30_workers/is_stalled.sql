-- The heartbeat, as an organisation sees it.

-- Has dialling stalled for this organisation: one of its calls that a claim could take (a line and its number are free) has
-- waited for over a minute beyond the tick, and no pass was completed in that time. Tells nothing but that, and only to
-- its members: when passes are made depends on other organisations' calls too.
create function private.is_stalled(p_org_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.workers w
    cross join lateral (
      select private.current_time() - w.interval_seconds * interval '1 second' - interval '60 seconds' as longest
    ) patience
    where w.name = 'sweep' and p_org_id in (select private.my_org_ids())
      and coalesce((
          select r.finished_at from private.worker_runs r
          where r.worker = w.name and r.finished_at is not null order by r.id desc limit 1
        ), '-infinity') < patience.longest
      and exists (select from private.claimable_organizations o where o.id = p_org_id)
      -- A call booked or let go just now has not waited, whatever its time. min() rather than exists(): see
      -- ring_for_waiting_calls.
      and ((
        select min(k.dial_after) from private.claimable_campaigns c
        join private.claimable_calls k on k.org_id = c.org_id and k.campaign_id = c.id
        where c.org_id = p_org_id and k.dial_after <= patience.longest and k.updated_at <= patience.longest
      ) is not null or (
        select min(k.dial_after) from private.claimable_calls k
        where k.org_id = p_org_id and k.campaign_id is null and k.dial_after <= patience.longest
          and k.updated_at <= patience.longest
      ) is not null)
  )
$$;
revoke all on function private.is_stalled(uuid) from public;
grant execute on function private.is_stalled(uuid) to authenticated;
