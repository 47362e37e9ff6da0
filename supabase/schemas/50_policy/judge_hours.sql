-- May a call on these terms begin at this moment, with enough time left for it to be rung inside the window: p_queue_seconds is how
-- long it may stay queued at Bolna (after which it is taken back), and no window is used for its last five minutes by marketing, its
-- last two by others. Null: yes. Stops: zone_unknown, zone_too_wide.
create function private.judge_hours(t private.call_terms, w private.calling_windows, p_at timestamptz, p_queue_seconds integer)
returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  rest constant interval := greatest(make_interval(secs => p_queue_seconds),
    case when t.purpose = 'marketing' then interval '5 minutes' else interval '2 minutes' end);
  span record;
  why record;
begin
  if coalesce(cardinality(t.zones), 0) = 0 then
    return private.stop('zone_unknown');
  elsif not (w.demands ->> 'hours')::boolean then
    return null;
  end if;
  if exists (
    select from private.open_spans s where s.window_id = w.id and s.closes >= p_at + rest and s.opens <= p_at
  ) then
    return null;
  end if;
  select n.opens, n.closes into span from private.next_opening(w, p_at, rest) n;
  if span.opens <= p_at then
    return null;
  elsif span.opens is null and cardinality(t.zones) > 1 then
    return private.stop('zone_too_wide', jsonb_build_object('zones', t.zones));
  end if;
  select n.closes into span.closes from private.next_opening(w, p_at, '0') n where n.opens <= p_at and n.closes > p_at;
  if span.closes is not null then
    -- Open by the clock, but not for long enough.
    return private.defer('closing_soon', span.opens, jsonb_build_object('rules', w.demands -> 'rules', 'closes', span.closes));
  end if;
  select y.code, y.rule_ids, y.data into why from private.say_why_closed(w, p_at) y;
  return private.defer(why.code, span.opens, why.data || jsonb_build_object('rules', why.rule_ids));
end $$;
revoke all on function private.judge_hours(private.call_terms, private.calling_windows, timestamptz, integer)
  from public, anon, authenticated, service_role;
