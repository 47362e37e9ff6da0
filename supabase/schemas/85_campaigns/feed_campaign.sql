-- The step of a campaign that runs: its guards, its end, and the calls of those whose turn comes until a little behind the next step.
-- Guarantees, any number of workers at once: one step of a campaign at a time (another finds it locked and passes on); nobody gets a
-- second call, since a call has its contact's id; never more calls wait for their turn than a few times its lines, however many
-- contacts there are; a step that is cut short leaves nothing behind.
create function private.feed_campaign(p_campaign_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  -- Until when calls are given out, and when it is asked again at the latest: the tick may be late.
  ahead constant interval := (
    select make_interval(secs => least(w.interval_seconds, 60) + 15) from private.workers w where w.name = 'sweep');
  c public.campaigns;
  org record;
  due_calls integer;
  wanted integer;
  next_at timestamptz;
begin
  select k.* into c from public.campaigns k where k.id = p_campaign_id and k.state = 'running' for no key update skip locked;
  if not found then
    -- Another worker is at it, or it runs no more.
    update private.campaign_feeds f set next_feed_at = null
    where f.campaign_id = p_campaign_id and not exists (
      select from public.campaigns k where k.id = p_campaign_id and k.state = 'running');
    return;
  end if;
  if private.guard_campaign(c) or private.end_campaign(c) then
    return;
  end if;
  select o.calling_paused_reason, o.max_concurrent_calls,
    least(c.max_concurrent_calls, greatest(o.max_concurrent_calls - 1, 1)) as lines into org
  from public.organizations o where o.id = c.org_id;
  if org.calling_paused_reason is not null or private.all_calling_paused() is not null then
    next_at := now_is + interval '1 minute';
  else
    select count(*) into due_calls from (
      select from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after <= now_is + ahead limit 3 * org.lines + 20
    ) d;
    wanted := 3 * org.lines + 20 - due_calls;
    next_at := case when wanted > 0 then private.release_campaign_calls(c, now_is, now_is + ahead, least(wanted, 500))
      else now_is + interval '10 seconds' end;
  end if;
  -- Hours may be changed meanwhile. Where nobody waits there are its guards to ask once calls have ended, and a last call whose end
  -- was not seen at once (private.follow_campaign_calls).
  update private.campaign_feeds f
  set next_feed_at = greatest(
    least(
      case when next_at is null then private.next_campaign_end(c) else least(next_at, now_is + interval '10 minutes') end,
      case when c.ends_at > now_is then c.ends_at end),
    now_is + interval '5 seconds')
  where f.campaign_id = c.id;
end $$;
revoke all on function private.feed_campaign(uuid) from public, anon, authenticated, service_role;

-- When to look again at a campaign of which nobody waits: soon behind the next call that leaves, and while calls are under way, or
-- wait for a line, the less often the longer they do (one whose end nobody knows may be so for days).
create function private.next_campaign_end(c public.campaigns) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select n.now_is + least(interval '1 hour', greatest(interval '20 seconds', coalesce(least(
    (select n.now_is - max(m.updated_at) from public.campaign_contacts m
      where m.campaign_id = c.id and m.state = 'in_progress'),
    (select min(case when s.dial_after > n.now_is then s.dial_after + interval '20 seconds' - n.now_is else n.now_is - s.dial_after end)
      from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after is not null)),
    interval '1 hour')))
  from (select private.current_time() as now_is) n
$$;
revoke all on function private.next_campaign_end(public.campaigns) from public, anon, authenticated, service_role;
