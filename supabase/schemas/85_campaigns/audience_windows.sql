-- The windows of a campaign's waiting contacts, one for each profile among them, as they hold at p_at; kept, so that neither the next
-- dry run nor the calls themselves make them again.
create function private.audience_windows(c public.campaigns, p_at timestamptz) returns private.audience_window[]
language plpgsql security definer set search_path = '' as $$
declare
  -- As far as kept windows reach at least, or to its end.
  reach constant timestamptz := greatest(p_at + interval '45 days', least(c.ends_at, p_at + interval '400 days'));
  queue_seconds constant integer := (select o.queue_deadline_seconds from public.organizations o where o.id = c.org_id);
  -- null: nobody has said what the agent says.
  opening constant jsonb := (select to_jsonb(a.opening) from public.agents a where a.id = c.agent_id);
  windows private.audience_window[];
  made private.audience_window;
  terms private.call_terms;
  w private.calling_windows;
  found record;
begin
  for found in
    select a.profile, min(a.position) as position from private.waiting_contacts a where a.campaign_id = c.id group by a.profile
  loop
    terms := (
      select private.call_terms(private.call_of_campaign_contact(c, m, p_at)) from public.campaign_contacts m
      where m.campaign_id = c.id and m.position = found.position);
    perform private.keep_window(terms);
    w := private.window_of(terms, p_at);
    made.profile := found.profile;
    made.jurisdictions := terms.jurisdictions;
    made.country := private.judge_country(terms.country, terms.org_id);
    made.hours := case
      when not opening @> (w.demands -> 'opening') then private.stop('agent_opening_missing')
      else private.judge_hours(terms, w, p_at, queue_seconds) end;
    made.zone := w.zones[1];
    made.consent := (w.demands #>> '{consent,kind}')::public.consent_kind;
    made.registries := w.demands -> 'registries';
    made.refusal := (w.demands #>> '{refusal,interval}')::interval;
    made.min_gap := make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer);
    made.quiet := (w.demands #>> '{quiet,interval}')::interval;
    select array_agg(k.calls), array_agg(k.per), array_agg(coalesce(k.per_day, false)), array_agg(coalesce(k.subject, false))
    into made.cap_calls, made.cap_periods, made.cap_days, made.cap_subjects
    from jsonb_to_recordset(w.demands -> 'caps') as k (calls integer, per interval, per_day boolean, subject boolean);
    made.rest := greatest(make_interval(secs => queue_seconds),
      case when c.purpose = 'marketing' then interval '5 minutes' else interval '2 minutes' end);
    select array_agg(s.opens order by s.closes), array_agg(s.closes order by s.closes) into made.opens, made.closes
    from private.spans_of_window(w, p_at, reach) s
    where s.closes - s.opens >= made.rest;
    windows := windows || made;
  end loop;
  return windows;
end $$;
revoke all on function private.audience_windows(public.campaigns, timestamptz) from public, anon, authenticated, service_role;

-- The spans of a window that end between two moments: kept ones where they reach so far, else computed. Without hours one span.
create function private.spans_of_window(w private.calling_windows, p_from timestamptz, p_to timestamptz)
returns table (opens timestamptz, closes timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  if coalesce(cardinality(w.zones), 0) = 0 then
    return;
  elsif not (w.demands ->> 'hours')::boolean then
    return query select p_from, p_to;
  elsif p_to <= w.spans_until and p_from >= private.current_time() - interval '1 day' then
    return query select s.opens, s.closes from private.open_spans s
      where s.window_id = w.id and s.closes > p_from and s.opens < p_to;
  else
    return query select s.opens, s.closes
      from private.compute_spans(w.org_id, w.purpose, w.jurisdictions, w.zones, p_from - interval '1 day', p_to) s
      where s.closes > p_from;
  end if;
end $$;
revoke all on function private.spans_of_window(private.calling_windows, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
