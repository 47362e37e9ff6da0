-- Gives at most p_most contacts of a campaign their calls, those whose turn comes between two moments: evenly spread until its end, by
-- its pace, or as they are open. Each call is judged for its moment; who may not be called at all is excluded, with the decision.
-- Answers when to ask again; null: nobody waits. Expects the campaign's lock.
create function private.release_campaign_calls(c public.campaigns, p_from timestamptz, p_until timestamptz, p_most integer)
returns timestamptz
language plpgsql security definer set search_path = '' as $$
declare
  is_even constant boolean := c.calls_per_minute is null and c.ends_at is not null;
  feed private.campaign_feeds;
  of_group record;
  w private.calling_windows;
  rest interval;
  opens_at timestamptz;
  -- Of its open hours those at which people answer, where the campaign asks for them; empty: all.
  best tstzmultirange;
  planned bigint;
  next_at timestamptz;
  earliest timestamptz;
  share integer;
  -- Of an even campaign: its open seconds until p_until, and in all.
  gone numeric;
  whole numeric;
  left_over integer := p_most;
  tokens integer;
  pace_from timestamptz;
  turns integer;
begin
  select f.* into feed from private.campaign_feeds f where f.campaign_id = c.id for no key update;
  if feed.planned_from > p_until then
    return feed.planned_from;
  end if;
  select greatest(make_interval(secs => o.queue_deadline_seconds), case when c.purpose = 'marketing' then interval '5 minutes'
    else interval '2 minutes' end) into rest
  from public.organizations o where o.id = c.org_id;
  -- What was not used up is not made up for: a pace is never faster than it says.
  pace_from := greatest(feed.fed_until, p_from);
  tokens := case when c.calls_per_minute is not null
    then greatest(floor(extract(epoch from p_until - pace_from) * c.calls_per_minute / 60)::integer + 1, 0) end;

  select sum(g.contacts - case when is_even then 0 else g.released end) into planned
  from private.campaign_groups g where g.campaign_id = c.id;

  for of_group in
    select g.number, g.contacts, g.released from private.campaign_groups g where g.campaign_id = c.id
    -- By turns, so that none of them waits for another's.
    order by g.released::numeric / greatest(g.contacts, 1), g.number
  loop
    w := private.campaign_window(c, of_group.number);
    continue when w.purpose is null;
    opens_at := case when coalesce(cardinality(w.zones), 0) = 0 or not (w.demands ->> 'hours')::boolean then p_from
      else (select n.opens from private.next_opening(w, greatest(p_from, feed.planned_from), rest) n) end;
    best := private.best_hours(c, w, planned, case when is_even then feed.planned_from else greatest(p_from, feed.planned_from) end);
    opens_at := coalesce((
      select min(greatest(lower(h.hours), p_from, feed.planned_from)) from unnest(best) h (hours)
      where upper(h.hours) > greatest(p_from, feed.planned_from)), opens_at);
    -- Never open: each of them is told so by the judge.
    earliest := greatest(coalesce(opens_at, p_from), p_from, feed.planned_from);
    if earliest >= p_until then
      next_at := least(next_at, earliest);
      continue;
    end if;
    if is_even and not isempty(best) then
      gone := private.seconds_of(best, feed.planned_from, p_until);
      whole := private.seconds_of(best, feed.planned_from, c.ends_at);
    elsif is_even and opens_at is not null then
      gone := private.open_seconds(w, feed.planned_from, p_until);
      whole := private.open_seconds(w, feed.planned_from, c.ends_at);
    else
      gone := null;
    end if;
    share := case when gone is null then left_over else ceil(of_group.contacts * gone / greatest(whole, 1))::integer - of_group.released end;
    -- Before what was given out is used up; where the next turn is so many open seconds off, not before them.
    next_at := least(next_at, p_from + (p_until - p_from) / 2 + case when gone is null or share > 0 then interval '0'
      else make_interval(secs => greatest(of_group.released * whole / greatest(of_group.contacts, 1) - gone, 0)::double precision) end);
    share := least(share, left_over, tokens);
    continue when share <= 0;
    turns := private.book_campaign_calls(c, of_group.number, share,
      case when tokens is null then earliest else greatest(earliest, pace_from) end,
      case when is_even then (p_until - earliest) / share when tokens is not null then interval '60 seconds' / c.calls_per_minute
        else interval '0' end);
    update private.campaign_groups g set released = g.released + turns
    where g.campaign_id = c.id and g.number = of_group.number;
    left_over := left_over - turns;
    if tokens is not null then
      tokens := tokens - turns;
      pace_from := greatest(earliest, pace_from) + turns * interval '60 seconds' / c.calls_per_minute;
    end if;
    exit when left_over <= 0;
  end loop;
  update private.campaign_feeds f set fed_until = greatest(f.fed_until, pace_from) where f.campaign_id = c.id and tokens is not null;
  return next_at;
end $$;
revoke all on function private.release_campaign_calls(public.campaigns, timestamptz, timestamptz, integer)
  from public, anon, authenticated, service_role;
