SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.feed_campaign (
  p_campaign_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.follow_campaign_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  ended public.campaigns;
begin
  if not exists (select from new_rows n where n.campaign_id is not null) then
    return null;
  end if;
  update public.campaign_contacts m
  set state = n.call_status::text::public.campaign_contact_state, code = n.status_reason_code,
    ended_at = case when n.call_status in ('completed', 'failed', 'cancelled') then private.current_time() end
  from new_rows n join old_rows o on o.id = n.id
  where m.id = n.id and n.campaign_id is not null and n.call_status <> o.call_status;
  insert into private.campaign_results (campaign_id, schedule_id, code)
  select n.campaign_id, n.id, n.status_reason_code
  from new_rows n join old_rows o on o.id = n.id
  where n.campaign_id is not null and o.call_status = 'in_progress' and n.call_status <> 'in_progress'
    -- What Bolna never took is no attempt.
    and n.status_reason_code not in ('bolna_rate_limit', 'bolna_unreachable', 'balance_low', 'never_reached_bolna');
  for ended in
    select c.* from public.campaigns c
    where c.state = 'running'
      and c.id in (
        select n.campaign_id from new_rows n join old_rows o on o.id = n.id
        where n.call_status in ('completed', 'failed', 'cancelled') and n.call_status <> o.call_status)
      and not exists (
        select from public.campaign_contacts m where m.campaign_id = c.id and m.state in ('waiting', 'scheduled', 'in_progress'))
    order by c.id for no key update skip locked
  loop
    perform private.end_campaign(ended);
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.next_campaign_end (
  c public.campaigns
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case
    when exists (select from public.campaign_contacts m where m.campaign_id = c.id and m.state = 'in_progress')
      then private.current_time() + interval '20 seconds'
    else least(private.current_time() + interval '1 hour', interval '20 seconds' + greatest(private.current_time(), (
      select min(s.dial_after) from public.call_schedules s where s.org_id = c.org_id and s.campaign_id = c.id)))
  end
$function$;

revoke all on function private.next_campaign_end(public.campaigns) from public, anon, authenticated, service_role;
