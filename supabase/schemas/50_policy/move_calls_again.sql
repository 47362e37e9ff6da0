-- Moves calls that the policy made wait to when they may leave as things stand now: at most p_limit of an organisation, the next ones
-- where it stopped the last time. Gives how many it looked at. Nothing here lets a call go out: the claim judges each anew.
create function private.move_calls_again(p_org_id uuid, p_limit integer default 20000) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  c record;
  asked_alike bigint;
  asked_from timestamptz;
  may_leave timestamptz;
  moved uuid[] := '{}'::uuid[];
  moments timestamptz[] := '{}'::timestamptz[];
begin
  select array_agg(w.id order by w.id) into waiting from (
    select s.id
    from public.call_schedules s
    join private.policy_changes p on p.org_id = s.org_id
    where s.org_id = p_org_id and s.dial_after is not null and s.not_before is not null and s.id > p.done_to
      and private.is_policy_code(s.status_reason_code)
    order by s.id
    limit p_limit
    for no key update of s skip locked
  ) w;
  -- Their windows went with the old policy: each call would compute its own again, at ten times what it costs to look into one.
  perform private.keep_windows(array(select private.call_terms(s) from public.call_schedules s where s.id = any (waiting)));
  -- Of calls that are alike, what is asked for one holds for all that would leave between its own time and when it may: the judge
  -- lets none of them go before.
  for c in
    select a.alike, m.id, s.call, s.not_before, s.from_at
    from private.alike_calls(waiting) with ordinality as a (schedule_ids, looks_first, alike)
    cross join lateral unnest(a.schedule_ids) m (id)
    cross join lateral (
      select x as call, x.not_before, greatest(x.due_at, x.retry_at, now_is) as from_at
      from public.call_schedules x where x.id = m.id limit 1
    ) s
    order by a.alike, s.from_at, m.id
  loop
    if asked_alike is distinct from c.alike or (c.from_at > asked_from and c.from_at >= coalesce(may_leave, c.from_at)) then
      asked_alike := c.alike;
      asked_from := c.from_at;
      may_leave := private.earliest_start(c.call);
    end if;
    if c.not_before is distinct from may_leave then
      moved := moved || c.id;
      moments := moments || may_leave;
    end if;
  end loop;
  -- Who need not wait any more carries no reason for it.
  update public.call_schedules s
  set not_before = m.not_before,
    status_reason_code = case when m.not_before is not null then s.status_reason_code end,
    status_reason = case when m.not_before is not null then s.status_reason end
  from unnest(moved, moments) as m (id, not_before)
  where s.id = any (moved) and s.id = m.id;
  if coalesce(cardinality(waiting), 0) < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = waiting[p_limit] where p.org_id = p_org_id;
  end if;
  return coalesce(cardinality(waiting), 0);
end $$;
revoke all on function private.move_calls_again(uuid, integer) from public, anon, authenticated, service_role;
