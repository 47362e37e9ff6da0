SET local check_function_bodies = off;

DROP VIEW "private"."waiting_contacts";

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
end $function$;

CREATE OR REPLACE FUNCTION private.judge_audience (
  c         public.campaigns,
  p_at      timestamp with time zone,
  p_windows private.audience_window[]
)
  RETURNS TABLE (
    id      uuid,
    profile text,
    outcome public.decision_outcome,
    code    public.reason_code,
    call_at timestamp with time zone,
    blocker public.reason_code
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET jit TO 'off'
  AS $function$
  with windows as materialized (
    select v.profile, v, v.consent, case when (v.country).outcome is not null then v.country else v.hours end as hours,
      coalesce(v.registries <> '[]' and c.purpose = 'marketing', false) or coalesce(0 = any (v.cap_calls), false) as is_special,
      coalesce(v.registries <> '[]', false) as has_registries,
      private.opening_after(v.opens, v.closes, v.rest, p_at) as opening,
      -- No call of which the consent is asked is later: the opening behind all that caps and gaps can hold.
      greatest(h.until, coalesce(private.opening_after(v.opens, v.closes, v.rest, h.until), v.closes[cardinality(v.closes)])) as latest
    from unnest(p_windows) v
    cross join lateral (select p_at + private.longest_memory(v) + interval '1 day' as until) h
  ), audience as materialized (
    select a.id, a.contact_id, a.phone_hash, a.global_phone_hash, a.profile
    from private.waiting_contacts a where a.campaign_id = c.id
  ), flagged as materialized (
    select distinct k.phone_hash from public.contacts k
    where k.org_id = c.org_id and k.do_not_call and k.removed_at is null and k.phone_hash is not null
  ), flagged_ids as materialized (
    select k.contact_id from public.contacts k where k.org_id = c.org_id and k.do_not_call and k.removed_at is null
    union
    select gone.contact_id from public.contacts k
    cross join lateral unnest(k.merged_ids) i (id)
    join public.contacts gone on gone.org_id = k.org_id and gone.contact_id = i.id and gone.removed_reason = 'merged'
    where k.org_id = c.org_id and k.do_not_call and k.removed_at is null
  ), suppressed as materialized (
    select distinct x.phone_hash from public.suppressions x where x.org_id = c.org_id and x.removed_at is null
  ), on_operators_list as materialized (
    select distinct g.phone_hash from private.global_suppressions g where g.removed_at is null
  ), looked_up as materialized (
    select distinct k.phone_hash from private.registry_checks k
    where (k.org_id is null or k.org_id = c.org_id) and exists (select from windows v where v.has_registries)
  ), agreed as materialized (
    select h.phone_hash, h.contact_id, h.written_until, h.express_until, h.any_until, h.has_written, h.has_express
    from private.consents_that_hold(c.org_id, c.purpose, p_at) h
    where exists (select from windows v where v.consent is not null)
  ), called as materialized (
    select n.phone_hash, n.times, n.about, n.talked_at
    from private.numbers_called(c.org_id, p_at - (select max(private.longest_memory(v.v)) from windows v),
      (select c.call_topic where exists (select from windows v where true = any ((v.v).cap_subjects)))) n
  ), known as materialized (
    -- Nothing wide of the window here: 50 000 times its spans are 200 MB.
    select a.id, a.profile, v.consent is not null as needs_consent, v.is_special or v.has_registries and l.phone_hash is not null as is_special, v.opening, v.latest,
      (f.phone_hash is not null or i.contact_id is not null, s.phone_hash is not null,
        o.phone_hash is not null or a.global_phone_hash is null, l.phone_hash is not null,
        case v.consent when 'express_written' then g.has_written when 'express' then g.has_express else g.phone_hash is not null end,
        case v.consent when 'express_written' then g.written_until when 'express' then g.express_until else g.any_until end,
        n.times, n.about, n.talked_at)::private.contact_facts as facts
    from audience a
    join windows v on v.profile = a.profile
    left join flagged f on f.phone_hash = a.phone_hash
    left join flagged_ids i on i.contact_id = a.contact_id
    left join suppressed s on s.phone_hash = a.phone_hash
    left join on_operators_list o on o.phone_hash = a.global_phone_hash
    left join looked_up l on l.phone_hash = a.global_phone_hash
    left join agreed g on g.phone_hash = a.phone_hash and g.contact_id = a.contact_id
    left join called n on n.phone_hash = a.phone_hash
  ), parted as materialized (
    select k.id, k.profile, k.facts,
      k.is_special or (k.facts).is_flagged or (k.facts).is_suppressed or (k.facts).is_on_operators_list or (k.facts).rang_at is not null
      or k.needs_consent and ((k.facts).agreed_until > coalesce(k.opening, 'infinity')) is not true as takes_a_look,
      -- What private.judge_known_contact would read of nobody else.
      (k.facts).is_suppressed or (k.facts).is_on_operators_list or (k.facts).is_looked_up
      or k.needs_consent and coalesce((k.facts).has_consent, false) and ((k.facts).agreed_until > k.latest) is not true as is_alone
    from known k
  ), same as materialized (
    -- Until when a consent holds is one until it matters.
    select p.id, p.profile, row((p.facts).is_flagged, false, false, false, (p.facts).has_consent,
      case when (p.facts).agreed_until is not null then 'infinity'::timestamptz end,
      (p.facts).rang_at, (p.facts).rang_about, (p.facts).talked_at)::private.contact_facts as facts
    from parted p where p.takes_a_look and not p.is_alone
  ), judged as materialized (
    select s.profile, s.facts, j.outcome, j.code, j.call_at, j.blocker
    from (select distinct d.profile, d.facts from same d) s
    join windows v on v.profile = s.profile
    cross join lateral private.judge_known_contact(c, null, v.v, s.facts, p_at) j
  )
  select p.id, p.profile, j.outcome, j.code, j.call_at, j.blocker
  from parted p join windows v on v.profile = p.profile
  cross join lateral private.judge_known_contact(c, p.id, v.v, p.facts, p_at) j
  where p.takes_a_look and p.is_alone
  union all
  select s.id, s.profile, j.outcome, j.code, j.call_at, j.blocker
  from same s join judged j on j.profile = s.profile and j.facts = s.facts
  union all
  select p.id, p.profile, v.outcome, v.code, v.call_at, v.blocker
  from parted p
  join (
    select w.profile,
      case when d.is_stopped or d.is_missed then 'stop' else coalesce((w.hours).outcome, 'call') end as outcome,
      case when d.is_stopped then (w.hours).code when d.is_missed then 'missed' else coalesce((w.hours).code, 'allowed') end as code,
      case when not d.is_stopped then w.opening end as call_at,
      case when d.is_missed and not d.is_stopped then (w.hours).code end as blocker
    from windows w
    cross join lateral (
      select (w.hours).outcome is not distinct from 'stop' as is_stopped,
        coalesce(c.ends_at <= coalesce(w.opening, 'infinity'), false) as is_missed
    ) d
  ) v on v.profile = p.profile
  where not p.takes_a_look
$function$;

CREATE OR REPLACE FUNCTION private.judge_known_contact (
  c            public.campaigns,
  p_contact_id uuid,
  v            private.audience_window,
  f            private.contact_facts,
  p_at         timestamp with time zone,
  OUT          outcome public.decision_outcome,
  OUT          code public.reason_code,
  OUT          call_at timestamp with time zone,
  OUT          blocker public.reason_code
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  needs_consent constant boolean := v.consent is not null and (f.agreed_until > p_at) is not true;
  s public.call_schedules;
  of_number private.decision;
  found private.decision;
  consent private.decision;
  -- What is looked up again and again ends nobody knows when.
  is_open_ended boolean := false;
  free_at timestamptz;
begin
  if f.is_flagged then
    found := private.stop('do_not_call');
  elsif (v.country).outcome is not null then
    found := v.country;
  elsif f.is_suppressed or f.is_on_operators_list or f.is_looked_up or needs_consent and f.has_consent then
    s := (select private.call_of_campaign_contact(c, m, p_at) from public.campaign_contacts m where m.id = p_contact_id);
    if f.is_suppressed then
      of_number := private.judge_suppression(s, c.purpose, p_at, v.refusal);
      found := of_number;
    end if;
    if f.is_on_operators_list and found.outcome is distinct from 'stop' then
      found := private.judge_global_suppression(s, c.purpose, p_at);
      is_open_ended := found.code is not null;
      of_number := private.later_decision(found, of_number);
    end if;
  end if;
  if v.registries <> '[]' and found.outcome is distinct from 'stop' then
    found := case
      when f.is_looked_up then private.judge_registries(s, c.purpose, p_at, v.registries)
      when c.purpose = 'marketing' then private.defer('registry_check_stale', p_at + interval '1 hour') end;
    is_open_ended := is_open_ended or found.code is not null;
    of_number := private.later_decision(of_number, found);
  end if;
  if needs_consent and found.outcome is distinct from 'stop' then
    found := case when f.has_consent then private.judge_consent(s, c.purpose, p_at, v.consent) else private.stop('consent_missing') end;
  end if;
  if (v.hours).outcome = 'stop' and found.outcome is distinct from 'stop' then
    found := v.hours;
  end if;

  if found.outcome is distinct from 'stop' then
    found := private.caps_until(v, f, p_at);
    free_at := greatest(p_at, case when is_open_ended then 'infinity' when of_number.code is not null then of_number.until end,
      case when found.code is not null then coalesce(found.until, 'infinity') end);
    call_at := case when free_at < 'infinity' then private.opening_after(v.opens, v.closes, v.rest, free_at) end;
    found := private.later_decision(private.later_decision(of_number, v.hours), found);
    if v.consent is not null and (f.agreed_until > coalesce(greatest(call_at, nullif(free_at, 'infinity')), p_at)) is not true then
      -- It may end before the call.
      s := (select private.call_of_campaign_contact(c, m, p_at) from public.campaign_contacts m where m.id = p_contact_id);
      consent := private.judge_consent(s, c.purpose, coalesce(call_at, nullif(free_at, 'infinity'), p_at), v.consent);
    end if;
    if consent.outcome = 'stop' then
      found := consent;
    elsif c.ends_at <= call_at or call_at is null and free_at < 'infinity' and c.ends_at is not null then
      blocker := found.code;
      found := private.stop('missed');
    end if;
  end if;
  outcome := coalesce(found.outcome, 'call');
  code := coalesce(found.code, 'allowed');
  call_at := case when outcome <> 'stop' or code = 'missed' then call_at end;
end $function$;

CREATE OR REPLACE FUNCTION private.plan_campaign (
  c public.campaigns
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  from_when constant timestamptz := greatest(c.starts_at, private.current_time());
begin
  with profiled as materialized (
    select a.id, a.profile, a.group_number from private.waiting_contacts a where a.campaign_id = c.id
  ), counted as materialized (
    select p.profile, p.group_number, count(*) as contacts from profiled p group by p.profile, p.group_number
  ), held as (
    select distinct on (l.group_number) l.profile, l.group_number as number
    from (
      select distinct on (n.profile) n.profile, n.group_number, n.contacts from counted n
      order by n.profile, n.contacts desc, n.group_number
    ) l
    order by l.group_number, l.contacts desc, l.profile
  ), groups as materialized (
    select n.profile, n.contacts, coalesce(h.number, (select coalesce(max(o.number), 0) from held o)
      + row_number() over (partition by h.number is null order by n.contacts desc, n.profile)) as number
    from (select t.profile, sum(t.contacts) as contacts from counted t group by t.profile) n
    left join held h on h.profile = n.profile
  ), gone as (
    delete from private.campaign_groups g
    where g.campaign_id = c.id and g.number not in (select n.number from groups n)
  ), kept as (
    insert into private.campaign_groups (campaign_id, number, contacts)
    select c.id, g.number, g.contacts from groups g
    on conflict (campaign_id, number) do update set contacts = excluded.contacts, released = 0
  )
  update public.campaign_contacts m set group_number = g.number
  from profiled p join groups g on g.profile = p.profile
  where m.id = p.id and m.group_number <> g.number;

  insert into private.campaign_feeds as f (campaign_id, planned_from, fed_until, next_feed_at, guarded_from)
  values (c.id, from_when, from_when, from_when, 0)
  on conflict (campaign_id) do update
  set planned_from = excluded.planned_from, fed_until = greatest(f.fed_until, excluded.fed_until), next_feed_at = excluded.next_feed_at,
    guarded_from = coalesce((select max(r.id) from private.campaign_results r where r.campaign_id = c.id), 0);
end $function$;

CREATE OR REPLACE FUNCTION public.finish_audience_upload (
  p_org_id    uuid,
  p_upload_id uuid,
  p_actor     uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '60s'
  AS $function$
declare
  u public.audience_uploads;
  campaign_state public.campaign_state;
  obstacle public.answer_outcome;
  rows_staged integer;
  inserted integer;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  select c.state into campaign_state from public.campaigns c
  where c.org_id = p_org_id and c.deleted_at is null and c.id = (
    select k.campaign_id from public.audience_uploads k where k.id = p_upload_id) for no key update;
  select k.* into u from public.audience_uploads k
  where k.id = p_upload_id and k.org_id = p_org_id and k.started_by = p_actor and k.state = 'running' for update;
  if campaign_state is null or u.id is null or u.rows_total is distinct from (
    select sum(t.rows_read) from private.audience_parts t where t.upload_id = u.id
  ) then
    return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
  end if;
  obstacle := private.audience_obstacle(campaign_state);
  if obstacle is not null then
    return jsonb_build_object('outcome', obstacle);
  end if;

  select count(*) into rows_staged from private.audience_rows r where r.upload_id = u.id;
  u.rejected_count := u.rows_total - rows_staged;
  u.rejected := private.rejected_rows(u.id);
  if rows_staged = 0 then
    delete from public.audience_uploads k where k.id = u.id;
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'audience', private.present_audience(u));
  end if;

  perform private.clear_audience(u);
  u.already_there := private.count_already_there(u);
  with profiled as materialized (
    select s.line, s.profile from private.staged_contacts s where s.upload_id = u.id
  ), groups as (
    select p.profile, row_number() over (order by count(*) desc, p.profile) as number from profiled p group by p.profile
  )
  insert into public.campaign_contacts (id, org_id, campaign_id, position, contact_id, contact_name, phone_enc, phone_hash,
    global_phone_hash, phone_last4, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, group_number)
  select r.id, u.org_id, u.campaign_id, r.line + m.behind, r.contact_id, r.contact_name, r.phone_enc, r.phone_hash,
    r.global_phone_hash, r.phone_last4, r.phone_country, r.phone_regions, r.phone_zones, r.phone_zone_source, r.time_zone, g.number
  from private.audience_rows r
  join profiled p on p.line = r.line
  join groups g on g.profile = p.profile
  cross join (
    select coalesce(max(k.position), 0) as behind from public.campaign_contacts k where k.campaign_id = u.campaign_id) m
  where r.upload_id = u.id
  order by r.line
  on conflict do nothing;
  get diagnostics inserted = row_count;
  u.accepted := inserted + u.already_there;
  u.duplicates := rows_staged - u.accepted;

  delete from private.audience_rows r where r.upload_id = u.id;
  delete from private.audience_parts t where t.upload_id = u.id;
  update public.campaigns c set revision = c.revision + 1 where c.id = u.campaign_id;
  update public.audience_uploads k
  set state = 'loaded', finished_at = private.current_time(), accepted = u.accepted, already_there = u.already_there,
    duplicates = u.duplicates, rejected_count = u.rejected_count, rejected = u.rejected
  where k.id = u.id returning k.* into u;
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'audience', private.present_audience(u));
end $function$;

CREATE VIEW "private"."staged_contacts" WITH (security_invoker=true) AS  SELECT r.upload_id,
    r.line,
    concat_ws('/'::text, r.time_zone, '|', r.phone_country, r.phone_zone_source, array_to_string(r.phone_regions, ' '::text), '|', array_to_string(r.phone_zones, ' '::text), '|', k.time_zone, '|', k.address_country, k.address_region) AS profile
   FROM ((private.audience_rows r
     JOIN public.audience_uploads u ON ((u.id = r.upload_id)))
     LEFT JOIN public.contacts k ON (((k.org_id = u.org_id) AND (k.contact_id = r.contact_id) AND (k.removed_at IS NULL))));

CREATE VIEW "private"."waiting_contacts" WITH (security_invoker=true) AS  SELECT m.campaign_id,
    m.id,
    COALESCE(m.contact_id, (m.id)::text) AS contact_id,
    m.phone_hash,
    m.global_phone_hash,
    concat_ws('/'::text, m.time_zone, '|', m.phone_country, m.phone_zone_source, array_to_string(m.phone_regions, ' '::text), '|', array_to_string(m.phone_zones, ' '::text), '|', k.time_zone, '|', k.address_country, k.address_region) AS profile,
    m."position",
    m.group_number
   FROM (public.campaign_contacts m
     LEFT JOIN public.contacts k ON (((k.org_id = m.org_id) AND (k.contact_id = m.contact_id) AND (k.removed_at IS NULL))))
  WHERE (m.state = 'waiting'::public.campaign_contact_state);
