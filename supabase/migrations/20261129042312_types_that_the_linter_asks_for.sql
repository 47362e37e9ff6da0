SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.audience_windows (
  c    public.campaigns,
  p_at timestamp with time zone
)
  RETURNS private.audience_window[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
    select a.profile, min(a.id::text)::uuid as id from private.waiting_contacts a where a.campaign_id = c.id group by a.profile
  loop
    terms := (
      select private.call_terms(private.call_of_campaign_contact(c, m, p_at)) from public.campaign_contacts m where m.id = found.id);
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
end $function$;

CREATE OR REPLACE FUNCTION private.campaign_contacts_page (
  p_org_id      uuid,
  p_campaign_id uuid,
  p_state       public.campaign_contact_state,
  p_after       integer,
  p_limit       integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return '[]'::jsonb;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'position', m.position, 'contact_id', m.contact_id,
      'contact_name', m.contact_name, 'phone_last4', m.phone_last4, 'state', m.state, 'code', m.code, 'ended_at', m.ended_at,
      'schedule_id', s.id, 'decision', coalesce(d.decision, m.decision)) order by m.position), '[]')
    from (
      select k.* from public.campaign_contacts k
      where k.campaign_id = p_campaign_id and k.org_id = p_org_id and k.position > p_after and (p_state is null or k.state = p_state)
      order by k.position limit least(p_limit, 201)
    ) m
    left join public.call_schedules s on s.id = m.id and s.deleted_at is null
    left join lateral (
      select private.present_decision((l.outcome, l.code, l.until, coalesce(l.data, '{}') || jsonb_build_object('rules', l.rule_ids),
        l.pack_version, (null, null, l.purpose, null, l.zones, l.zone_source, l.jurisdictions)::private.call_terms)::private.decision,
        l.at, l.stage, l.purpose) as decision
      from public.call_decisions l
      where l.org_id = m.org_id and l.schedule_id = m.id order by l.id desc limit 1
    ) d on true);
end $function$;

CREATE OR REPLACE FUNCTION private.caps_until (
  v    private.audience_window,
  f    private.contact_facts,
  p_at timestamp with time zone
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  worst private.decision;
  nth timestamptz;
  code public.reason_code;
begin
  for turn in 1..coalesce(cardinality(v.cap_calls), 0) loop
    code := case when v.cap_subjects[turn] then 'cap_subject'::public.reason_code else 'cap_number' end;
    nth := (case when v.cap_subjects[turn] then f.rang_about else f.rang_at end)[greatest(v.cap_calls[turn], 1)];
    if v.cap_calls[turn] = 0 then
      worst := private.later_decision(worst, private.defer(code, null));
    elsif nth > p_at - v.cap_periods[turn] then
      worst := private.later_decision(worst, private.defer(code, nth + v.cap_periods[turn]));
    end if;
    if v.cap_days[turn] and (v.cap_calls[turn] = 0 or nth > (p_at at time zone v.zone)::date::timestamp at time zone v.zone) then
      worst := private.later_decision(worst,
        private.defer('cap_number', ((p_at at time zone v.zone)::date + 1)::timestamp at time zone v.zone));
    end if;
  end loop;
  if f.rang_at[1] > p_at - v.min_gap then
    worst := private.later_decision(worst, private.defer('min_gap', f.rang_at[1] + v.min_gap));
  end if;
  if f.talked_at + v.quiet > p_at then
    worst := private.later_decision(worst, private.defer('talk_quiet_period', f.talked_at + v.quiet));
  end if;
  return worst;
end $function$;

CREATE OR REPLACE FUNCTION private.guard_campaign (
  c public.campaigns
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  least_calls constant integer := greatest(40, ceil((
    select sum(t.contacts) from private.campaign_tallies t where t.campaign_id = c.id) / 20.0))::integer;
  seen record;
  harm public.campaign_pause_code;
begin
  select count(*) as calls, count(*) filter (where l.code in ('failed', 'error', 'number_invalid', 'bolna_refused',
      'number_not_verified', 'bolna_agent_unknown', 'bolna_from_number', 'canceled', 'disconnected', 'lost', 'bolna_server_error',
      'worker_died', 'phone_key_missing', 'phone_record_invalid')) as failed,
    count(*) filter (where l.code in ('no_answer', 'busy', 'rejected', 'voicemail', 'queued_too_long')) as unanswered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk')) as answered,
    count(*) filter (where l.code in ('answered', 'completed_without_talk') and exists (
      select from public.suppressions x
      where x.org_id = c.org_id and x.schedule_id = l.schedule_id and private.is_own_word(x.source))) as opted_out
  into seen
  from (
    select r.schedule_id, r.code from private.campaign_results r
    where r.campaign_id = c.id and r.id > (select f.guarded_from from private.campaign_feeds f where f.campaign_id = c.id)
    order by r.id desc limit least_calls
  ) l;
  if seen.calls < least_calls then
    return false;
  end if;
  harm := case
    when seen.failed > seen.calls * 0.1 then 'many_failures'::public.campaign_pause_code
    when seen.unanswered > seen.calls * 0.9 then 'many_unanswered'
    when seen.opted_out > seen.answered * 0.05 then 'many_opt_outs' end;
  if harm is null then
    return false;
  end if;
  update public.campaigns k
  set state = 'paused', paused_at = private.current_time(), paused_code = harm, paused_reason = case harm
      when 'many_failures' then format('%s of the last %s calls failed.', seen.failed, seen.calls)
      when 'many_unanswered' then format('%s of the last %s calls reached nobody.', seen.unanswered, seen.calls)
      else format('%s of the last %s people who answered asked not to be called.', seen.opted_out, seen.answered) end
  where k.id = c.id;
  update private.campaign_feeds f set next_feed_at = null where f.campaign_id = c.id;
  return true;
end $function$;

CREATE OR REPLACE FUNCTION private.move_calls_again (
  p_org_id uuid,
  p_limit  integer DEFAULT 20000
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
  perform private.keep_window(used.terms)
  from (
    select distinct private.call_terms(s) as terms from public.call_schedules s where s.id = any (waiting)
  ) used
  order by private.window_key(used.terms);
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
    if asked_alike is distinct from c.alike or c.from_at > coalesce(may_leave, asked_from) then
      asked_alike := c.alike;
      asked_from := c.from_at;
      may_leave := private.earliest_start(c.call);
    end if;
    if c.not_before is distinct from may_leave then
      moved := moved || c.id;
      moments := moments || may_leave;
    end if;
  end loop;
  update public.call_schedules s set not_before = m.not_before
  from unnest(moved, moments) as m (id, not_before)
  where s.id = any (moved) and s.id = m.id;
  if coalesce(cardinality(waiting), 0) < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = waiting[p_limit] where p.org_id = p_org_id;
  end if;
  return coalesce(cardinality(waiting), 0);
end $function$;
