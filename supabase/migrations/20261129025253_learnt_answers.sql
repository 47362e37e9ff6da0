SET local check_function_bodies = off;

CREATE TABLE "private"."outcome_counts" (
  "org_id" uuid     NOT NULL,
  "day"    date     NOT NULL,
  "block"  smallint NOT NULL,
  CONSTRAINT "outcome_counts_block_check" CHECK (((block >= 0) AND (block <= 11)))
);

ALTER TABLE "private"."outcome_counts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "private"."outcome_tallies" (
  "id"     bigint   GENERATED ALWAYS AS IDENTITY NOT NULL,
  "org_id" uuid     NOT NULL,
  "day"    date     NOT NULL,
  "block"  smallint NOT NULL,
  CONSTRAINT "outcome_tallies_block_check" CHECK (((block >= 0) AND (block <= 11))),
  CONSTRAINT "outcome_tallies_pkey" PRIMARY KEY (id)
);

ALTER TABLE "private"."outcome_tallies"
  ENABLE ROW LEVEL SECURITY;

CREATE TYPE "private"."audience_window" AS (
  "profile"       text,
  "jurisdictions" text[],
  "country"       private.decision,
  "hours"         private.decision,
  "zone"          text,
  "consent"       public.consent_kind,
  "registries"    jsonb,
  "refusal"       interval,
  "cap_calls"     integer[],
  "cap_periods"   interval[],
  "cap_days"      boolean[],
  "cap_subjects"  boolean[],
  "min_gap"       interval,
  "quiet"         interval,
  "rest"          interval,
  "opens"         timestamp WITH time zone[],
  "closes"        timestamp WITH time zone[]
);

CREATE TYPE "private"."contact_facts" AS (
  "is_flagged"           boolean,
  "is_suppressed"        boolean,
  "is_on_operators_list" boolean,
  "is_looked_up"         boolean,
  "has_consent"          boolean,
  "agreed_until"         timestamp WITH time zone,
  "rang_at"              timestamp WITH time zone[],
  "rang_about"           timestamp WITH time zone[],
  "talked_at"            timestamp WITH time zone
);

CREATE TYPE "public"."learnt_outcome" AS ENUM (
  'answered',
  'voicemail',
  'no_answer',
  'busy',
  'failed'
);

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "outcome" public.learnt_outcome NOT NULL;

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "calls" bigint NOT NULL;

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "hold_seconds" numeric NOT NULL;

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "talk_seconds" numeric NOT NULL;

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "cost_cents" numeric NOT NULL;

ALTER TABLE "private"."outcome_counts"
  ADD COLUMN "costed_seconds" numeric NOT NULL;

ALTER TABLE "private"."outcome_tallies"
  ADD COLUMN "outcome" public.learnt_outcome NOT NULL;

ALTER TABLE "private"."outcome_tallies"
  ADD COLUMN "hold_seconds" numeric NOT NULL;

ALTER TABLE "private"."outcome_tallies"
  ADD COLUMN "talk_seconds" numeric NOT NULL;

ALTER TABLE "private"."outcome_tallies"
  ADD COLUMN "cost_cents" numeric NOT NULL;

ALTER TABLE "private"."outcome_tallies"
  ADD COLUMN "costed_seconds" numeric NOT NULL;

CREATE OR REPLACE FUNCTION private.answer_rates (
  p_org_id uuid
)
  RETURNS TABLE (
    weekday integer,
    block   integer,
    calls   bigint,
    rate    numeric
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with seen as materialized (
    select c.weekday, c.block, sum(c.calls)::bigint as calls, sum(c.calls) filter (where c.outcome = 'answered') as answered
    from private.learnt_counts(p_org_id) c group by c.weekday, c.block
  ), overall as (
    select (coalesce(sum(s.answered), 0) + 20 * (select e.share from private.expected_outcomes() e where e.outcome = 'answered'))
      / (coalesce(sum(s.calls), 0) + 20) as rate
    from seen s
  )
  select w.weekday, b.block, coalesce(s.calls, 0), round((coalesce(s.answered, 0) + 20 * o.rate) / (coalesce(s.calls, 0) + 20), 6)
  from generate_series(0, 6) w (weekday) cross join generate_series(0, 11) b (block) cross join overall o
  left join seen s on s.weekday = w.weekday and s.block = b.block
$function$;

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
    made.consent := w.demands #>> '{consent,kind}';
    made.registries := w.demands -> 'registries';
    made.refusal := w.demands #>> '{refusal,interval}';
    made.min_gap := make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer);
    made.quiet := w.demands #>> '{quiet,interval}';
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

CREATE OR REPLACE FUNCTION private.call_of_campaign_contact (
  c    public.campaigns,
  m    public.campaign_contacts,
  p_at timestamp with time zone
)
  RETURNS public.call_schedules
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  s.id := m.id;
  s.org_id := c.org_id;
  s.agent_id := c.agent_id;
  s.contact_id := coalesce(m.contact_id, m.id::text);
  s.contact_phone_hash := m.phone_hash;
  s.global_phone_hash := m.global_phone_hash;
  s.phone_country := m.phone_country;
  s.phone_regions := m.phone_regions;
  s.phone_zones := m.phone_zones;
  s.phone_zone_source := m.phone_zone_source;
  s.time_zone := m.time_zone;
  s.call_topic := c.call_topic;
  s.purpose := c.purpose;
  s.scheduled_at := p_at;
  s.due_at := p_at;
  s.deadline_at := c.ends_at;
  s.is_active := true;
  s.auto_trigger_enabled := false;
  return s;
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
    code := case when v.cap_subjects[turn] then 'cap_subject' else 'cap_number' end;
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

CREATE OR REPLACE FUNCTION private.consents_that_hold (
  p_org_id  uuid,
  p_purpose public.call_purpose,
  p_at      timestamp with time zone
)
  RETURNS TABLE (
    phone_hash    text,
    contact_id    text,
    written_until timestamp with time zone,
    express_until timestamp with time zone,
    any_until     timestamp with time zone,
    has_written   boolean,
    has_express   boolean
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select x.phone_hash, x.contact_id,
    max(h.until) filter (where x.kind = 'express_written'), max(h.until) filter (where x.kind in ('express', 'express_written')),
    max(h.until), bool_or(x.kind = 'express_written'), bool_or(x.kind in ('express', 'express_written'))
  from public.consents x
  left join (
    select r.phone_hash, r.contact_id, max(r.revoked_at) as revoked_at
    from public.consents r
    where r.org_id = p_org_id and r.revoked_at is not null and p_purpose = any (r.purposes)
    group by r.phone_hash, r.contact_id
  ) r on r.phone_hash = x.phone_hash and r.contact_id = x.contact_id
  cross join lateral (
    select case when p_purpose = any (x.purposes) and x.artificial_voice and (r.revoked_at >= x.obtained_at) is not true
      -- Later, whether they were spoken to meanwhile counts.
      then least(x.valid_until, x.obtained_at + interval '12 months') end as until
  ) h
  where x.org_id = p_org_id and x.obtained_at <= p_at
  group by x.phone_hash, x.contact_id
$function$;

CREATE OR REPLACE FUNCTION private.expected_outcomes()
  RETURNS TABLE (
    outcome      public.learnt_outcome,
    share        numeric,
    hold_seconds numeric
  )
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  values ('answered'::public.learnt_outcome, 0.33, 120.0), ('voicemail', 0.22, 35.0), ('no_answer', 0.38, 48.0),
    ('busy', 0.05, 26.0), ('failed', 0.02, 10.0)
$function$;

CREATE OR REPLACE FUNCTION private.fold_outcome_tallies()
  RETURNS bigint
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with taken as (
    delete from private.outcome_tallies t
    returning t.org_id, t.day, t.block, t.outcome, t.hold_seconds, t.talk_seconds, t.cost_cents, t.costed_seconds
  ), folded as (
    insert into private.outcome_counts as c (org_id, day, block, outcome, calls, hold_seconds, talk_seconds, cost_cents, costed_seconds)
    select t.org_id, t.day, t.block, t.outcome, count(*), sum(t.hold_seconds), sum(t.talk_seconds), sum(t.cost_cents),
      sum(t.costed_seconds)
    from taken t join public.organizations o on o.id = t.org_id
    group by t.org_id, t.day, t.block, t.outcome
    order by t.org_id, t.day, t.block, t.outcome
    on conflict (org_id, day, block, outcome) do update
    set calls = c.calls + excluded.calls, hold_seconds = c.hold_seconds + excluded.hold_seconds,
      talk_seconds = c.talk_seconds + excluded.talk_seconds, cost_cents = c.cost_cents + excluded.cost_cents,
      costed_seconds = c.costed_seconds + excluded.costed_seconds
  ), forgotten as (
    delete from private.outcome_counts c where c.day < (private.current_time() - interval '100 days')::date
  )
  select count(*) from taken
$function$;

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
      private.opening_after(v.opens, v.closes, v.rest, p_at) as opening
    from unnest(p_windows) v
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
    select a.id, a.profile, v.consent is not null as needs_consent, v.is_special or v.has_registries and l.phone_hash is not null as is_special, v.opening,
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
      or k.needs_consent and ((k.facts).agreed_until > coalesce(k.opening, 'infinity')) is not true as takes_a_look
    from known k
  )
  select p.id, p.profile, j.outcome, j.code, j.call_at, j.blocker
  from parted p join windows v on v.profile = p.profile
  cross join lateral private.judge_known_contact(c, p.id, v.v, p.facts, p_at) j
  where p.takes_a_look
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

CREATE OR REPLACE FUNCTION private.judge_campaign (
  c    public.campaigns,
  p_at timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  windows constant private.audience_window[] := private.audience_windows(c, p_at);
begin
  return (
    with judged as materialized (
      select j.profile, j.code, j.outcome, j.call_at, j.blocker, j.call_at is not null and j.outcome <> 'stop' as will_call
      from private.judge_audience(c, p_at, windows) j
    ), hours as materialized (
      select v.profile, md5(concat_ws(' ', v.opens, v.closes, v.rest)) as key, v.opens, v.closes, v.rest from unnest(windows) v
    ), arrivals as (
      select h.key, j.will_call, ceil(extract(epoch from j.call_at) / 60)::bigint * 60 as at, count(*) as contacts
      from judged j join hours h on h.profile = j.profile
      where j.call_at is not null
      group by 1, 2, 3
    ), groups as (
      select jsonb_build_object(
        'spans', (
          select jsonb_agg(jsonb_build_array(extract(epoch from s.opens)::bigint, extract(epoch from s.closes - h.rest)::bigint) order by s.opens)
          from unnest(h.opens, h.closes) s (opens, closes)),
        'arrivals', coalesce(jsonb_agg(jsonb_build_array(a.at, a.contacts) order by a.at) filter (where a.will_call), '[]'),
        'late', coalesce(jsonb_agg(jsonb_build_array(a.at, a.contacts) order by a.at) filter (where not a.will_call), '[]')) as hours
      from (select distinct on (h.key) h.key, h.opens, h.closes, h.rest from hours h) h
      join arrivals a on a.key = h.key
      group by h.key, h.opens, h.closes, h.rest
    ), by_code as (
      select j.code, count(*) as contacts from judged j group by j.code
    )
    select jsonb_build_object(
      'at', p_at, 'ends_at', c.ends_at, 'fingerprint', private.campaign_fingerprint(c),
      'will_call', (select count(*) from judged j where j.will_call),
      'will_not_call', (select count(*) from judged j where not j.will_call),
      'deferred_past_end', (
        select count(*) from judged j where j.code = 'missed' and j.blocker in ('cap_number', 'cap_subject', 'min_gap', 'talk_quiet_period')),
      'by_code', (
        select coalesce(jsonb_agg(jsonb_build_object('code', b.code, 'sentence', private.say_audience_code(b.code), 'count', b.contacts)
          order by b.contacts desc, b.code), '[]')
        from by_code b),
      'groups', (select coalesce(jsonb_agg(g.hours), '[]') from groups g),
      'terms', private.learnt_terms(c.org_id),
      'retry_policy', private.default_retry_policy() || o.retry_policy || c.retry_policy,
      'lines', least(c.max_concurrent_calls, o.max_concurrent_calls), 'calls_per_minute', c.calls_per_minute,
      'hour_begins_at', (3600 - extract(epoch from (p_at at time zone o.time_zone) - (p_at at time zone 'UTC'))::integer % 3600) % 3600,
      'predicted_holidays', (
        select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'name', d.name, 'jurisdiction', d.jurisdiction)
          order by d.day, d.jurisdiction, d.name), '[]')
        from (
          select h.day, h.name, h.jurisdiction from private.holidays h
          where h.certainty = 'predicted' and h.day between p_at::date and coalesce(c.ends_at, p_at + interval '45 days')::date
            and h.jurisdiction in (select unnest(v.jurisdictions) from unnest(windows) v)
          order by h.day, h.jurisdiction, h.name limit 20
        ) d))
    from public.organizations o where o.id = c.org_id
  );
end $function$;

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
    if v.consent is not null and (f.agreed_until > greatest(call_at, nullif(free_at, 'infinity'))) is not true then
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

CREATE OR REPLACE FUNCTION private.learnt_counts (
  p_org_id uuid
)
  RETURNS TABLE (
    weekday        integer,
    block          smallint,
    outcome        public.learnt_outcome,
    calls          bigint,
    hold_seconds   numeric,
    talk_seconds   numeric,
    cost_cents     numeric,
    costed_seconds numeric
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select extract(isodow from c.day)::integer - 1, c.block, c.outcome, sum(c.calls)::bigint, sum(c.hold_seconds), sum(c.talk_seconds),
    sum(c.cost_cents), sum(c.costed_seconds)
  from (
    select f.day, f.block, f.outcome, f.calls, f.hold_seconds, f.talk_seconds, f.cost_cents, f.costed_seconds
    from private.outcome_counts f where f.org_id = p_org_id
    union all
    select t.day, t.block, t.outcome, 1, t.hold_seconds, t.talk_seconds, t.cost_cents, t.costed_seconds
    from private.outcome_tallies t where t.org_id = p_org_id
  ) c
  where c.day > (private.current_time() - interval '90 days')::date
  group by 1, 2, 3
$function$;

CREATE OR REPLACE FUNCTION private.learnt_terms (
  p_org_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with seen as materialized (
    select c.outcome, sum(c.calls) as calls, sum(c.hold_seconds) as hold_seconds, sum(c.cost_cents) as cost_cents,
      sum(c.costed_seconds) as costed_seconds
    from private.learnt_counts(p_org_id) c group by c.outcome
  ), totals as (
    select coalesce(sum(s.calls), 0) as calls, coalesce(sum(s.cost_cents), 0) as cost_cents,
      coalesce(sum(s.costed_seconds), 0) as costed_seconds
    from seen s
  )
  select jsonb_build_object(
    'attempts_seen', t.calls,
    'cost_cents_per_minute', round((t.cost_cents + 20 * 6) / (t.costed_seconds / 60 + 20), 4),
    'outcomes', (
      select jsonb_object_agg(e.outcome, jsonb_build_object(
        'share', round((coalesce(s.calls, 0) + 20 * e.share) / (t.calls + 20), 6),
        'hold_seconds', round((coalesce(s.hold_seconds, 0) + 20 * e.share * e.hold_seconds)
          / (coalesce(s.calls, 0) + 20 * e.share), 2)))
      from private.expected_outcomes() e left join seen s on s.outcome = e.outcome))
  from totals t
$function$;

CREATE OR REPLACE FUNCTION private.longest_memory (
  v private.audience_window
)
  RETURNS interval
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select greatest((select max(p) from unnest(v.cap_periods) p), interval '1 day', v.quiet + interval '1 day', v.min_gap)
$function$;

CREATE OR REPLACE FUNCTION private.numbers_called (
  p_org_id uuid,
  p_after  timestamp with time zone,
  p_topic  text
)
  RETURNS TABLE (
    phone_hash text,
    times      timestamp with time zone[],
    about      timestamp with time zone[],
    talked_at  timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select a.contact_phone_hash, array_agg(r.rang_at order by r.rang_at desc),
    array_agg(r.rang_at order by r.rang_at desc) filter (where s.id is not null), max(a.ended_at) filter (where a.answered)
  from public.call_attempts a
  cross join lateral (select coalesce(a.placed_at, a.claimed_at) as rang_at) r
  left join public.call_schedules s on p_topic is not null and s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.claimed_at > p_after - interval '1 hour'
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent'))
  group by a.contact_phone_hash
$function$;

CREATE OR REPLACE FUNCTION private.opening_after (
  p_opens  timestamp with time zone[],
  p_closes timestamp with time zone[],
  p_rest   interval,
  p_at     timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select greatest(p_at, p_opens[1 + width_bucket(p_at + p_rest - interval '1 microsecond', p_closes)])
  where cardinality(p_closes) > width_bucket(p_at + p_rest - interval '1 microsecond', p_closes)
$function$;

CREATE OR REPLACE FUNCTION private.say_audience_code (
  p_code public.reason_code
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case p_code
    when 'allowed' then 'They may be called when the campaign starts.'
    when 'agent_opening_missing' then 'The agent does not say at the start what their law asks for.'
    when 'blackout' then 'Their time is closed by a blackout when the campaign starts; they are called after it.'
    when 'cap_number' then 'Their number was called as often as it may be for now.'
    when 'cap_subject' then 'Their number was called about this topic as often as it may be for now.'
    when 'closing_soon' then 'Their hours end too soon after the start; they are called at the next opening.'
    when 'consent_expired' then 'Their consent has ended.'
    when 'consent_missing' then 'Their law asks for a consent, and none is recorded.'
    when 'consent_revoked' then 'They have withdrawn their consent.'
    when 'consent_scope' then 'Their consent does not cover calls for this purpose.'
    when 'country_not_enabled' then 'Calls to their country are not switched on for this organisation.'
    when 'do_not_call' then 'HubSpot says that they are not to be called.'
    when 'holiday' then 'It is a holiday where they are; they are called after it.'
    when 'holiday_data_missing' then 'The holidays where they are are not known yet.'
    when 'min_gap' then 'Their number was called so lately that it must wait.'
    when 'missed' then 'There is no opening for them before the campaign ends.'
    when 'opted_out' then 'They have asked not to be called.'
    when 'outside_intersection' then 'Several zones are possible for them, and it is not open in all when the campaign starts.'
    when 'outside_window' then 'It is outside their hours when the campaign starts; they are called at the next opening.'
    when 'refusal_period' then 'They have refused calls for a time that is not over.'
    when 'registry_check_stale' then 'Their number must be looked up in a registry first.'
    when 'registry_listed' then 'Their number is on a do-not-call registry.'
    when 'suppressed_global' then 'Their number is on the operator''s do-not-call list.'
    when 'suppressed_org' then 'Their number is on this organisation''s do-not-call list.'
    when 'talk_quiet_period' then 'They were spoken to so lately that they are left in peace for now.'
    when 'weekday_closed' then 'Their law allows no such calls on the day of the start; they are called at the next opening.'
    when 'zone_too_wide' then 'The zones that are possible for them share no open hour.'
    when 'zone_unknown' then 'No time zone can be told from the contact or the number.'
    else 'They are not called when the campaign starts.'
  end
$function$;

CREATE OR REPLACE FUNCTION private.spans_of_window (
  w      private.calling_windows,
  p_from timestamp with time zone,
  p_to   timestamp with time zone
)
  RETURNS TABLE (
    opens  timestamp with time zone,
    closes timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION private.tally_outcome()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  zone text;
  rang_at timestamp;
  hold constant numeric := least(extract(epoch from private.current_time() - new.claimed_at), 3600);
begin
  select coalesce(s.time_zone, s.phone_zones[1], o.time_zone) into zone
  from public.call_schedules s join public.organizations o on o.id = s.org_id
  where s.id = new.schedule_id;
  begin
    rang_at := coalesce(new.placed_at, new.claimed_at) at time zone zone;
  exception when invalid_parameter_value then
    -- A zone that this server does not know is no reason not to settle a call.
    rang_at := coalesce(new.placed_at, new.claimed_at) at time zone 'UTC';
  end;
  insert into private.outcome_tallies (org_id, day, block, outcome, hold_seconds, talk_seconds, cost_cents, costed_seconds)
  values (new.org_id, rang_at::date, extract(hour from rang_at)::integer / 2,
    case
      when new.voicemail then 'voicemail'::public.learnt_outcome
      when new.answered then 'answered'
      when new.outcome = 'busy' then 'busy'
      when new.outcome = 'no_answer' then 'no_answer'
      else 'failed' end,
    hold, coalesce(new.conversation_seconds, 0), coalesce(new.cost_cents, 0), case when new.cost_cents is null then 0 else hold end);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.configure_call_scheduler (
  enabled          boolean DEFAULT true,
  interval_seconds integer DEFAULT 10
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  every text;
begin
  if interval_seconds is null then
    raise exception 'interval_seconds must be 1 to 59, or 60, 120, … 3600; got nothing' using errcode = '22023';
  end if;
  every := public.configure_worker('sweep', enabled, interval_seconds);
  if enabled then
    perform cron.schedule('call-scheduler-prune', '*/10 * * * *', 'select private.prune_history()');
    perform cron.schedule('call-scheduler-fold', '* * * * *', 'select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies()');
    perform cron.schedule('call-scheduler-compliance', '*/10 * * * *', 'select private.keep_compliance()');
    perform cron.schedule('calling-policy', '* * * * *', 'select private.renew_windows(), private.end_missed_calls()');
  else
    perform cron.unschedule(j.jobid) from cron.job j
    where j.jobname in ('call-scheduler-prune', 'call-scheduler-fold', 'call-scheduler-compliance', 'calling-policy');
  end if;
  return every;
end $function$;

CREATE OR REPLACE FUNCTION public.judge_campaign (
  p_org_id      uuid,
  p_actor       uuid,
  p_campaign_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  c public.campaigns;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  select k.* into c from public.campaigns k
  where k.id = p_campaign_id and k.org_id = p_org_id and k.deleted_at is null;
  if not found then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif c.ended_at is not null then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  end if;
  return private.judge_campaign(c, greatest(c.starts_at, private.current_time()))
    || jsonb_build_object('outcome', 'checked'::public.answer_outcome);
end $function$;

REVOKE ALL ON FUNCTION "public"."judge_campaign"(uuid, uuid, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.keep_dry_run (
  p_org_id             uuid,
  p_actor              uuid,
  p_campaign_id        uuid,
  p_fingerprint        text,
  p_will_call          integer,
  p_will_not_call      integer,
  p_needs_confirmation boolean,
  p_result             jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  kept_id uuid;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  insert into public.campaign_dry_runs (org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result, created_by)
  select c.org_id, c.id, p_fingerprint, p_will_call, p_will_not_call, p_needs_confirmation, p_result, p_actor
  from public.campaigns c where c.id = p_campaign_id and c.org_id = p_org_id and c.deleted_at is null
  returning id into kept_id;
  if kept_id is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  delete from public.campaign_dry_runs d
  where d.org_id = p_org_id and d.campaign_id = p_campaign_id
    and d.id is distinct from (select c.dry_run_id from public.campaigns c where c.id = p_campaign_id)
    and d.id not in (
      select n.id from public.campaign_dry_runs n where n.org_id = p_org_id and n.campaign_id = p_campaign_id
      order by n.created_at desc, n.id desc limit 10)
    and d.id <> kept_id;
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome, 'id', kept_id);
end $function$;

REVOKE ALL ON FUNCTION "public"."keep_dry_run"(uuid, uuid, uuid, text, integer, integer, boolean, jsonb) FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "private"."outcome_counts"
  ADD CONSTRAINT "outcome_counts_org_id_fkey" FOREIGN KEY (org_id) REFERENCES public.organizations(id) ON DELETE CASCADE;

ALTER TABLE "private"."outcome_counts"
  ADD CONSTRAINT "outcome_counts_pkey" PRIMARY KEY (org_id, day, block, outcome);

CREATE VIEW "private"."waiting_contacts" WITH (security_invoker=true) AS  SELECT m.campaign_id,
    m.id,
    COALESCE(m.contact_id, (m.id)::text) AS contact_id,
    m.phone_hash,
    m.global_phone_hash,
    concat_ws('/'::text, m.time_zone, '|', m.phone_country, m.phone_zone_source, array_to_string(m.phone_regions, ' '::text), '|', array_to_string(m.phone_zones, ' '::text), '|', k.time_zone, '|', k.address_country, k.address_region) AS profile
   FROM (public.campaign_contacts m
     LEFT JOIN public.contacts k ON (((k.org_id = m.org_id) AND (k.contact_id = m.contact_id) AND (k.removed_at IS NULL))))
  WHERE (m.state = 'waiting'::public.campaign_contact_state);

CREATE INDEX outcome_counts_day_idx ON private.outcome_counts USING btree (day);

CREATE INDEX outcome_tallies_org_idx ON private.outcome_tallies USING btree (org_id);

CREATE TRIGGER call_attempts_tally_outcome
  AFTER UPDATE ON public.call_attempts
  FOR EACH ROW
  WHEN (((new.state = 'ended'::public.attempt_state) AND (old.state <> 'ended'::public.attempt_state) AND (new.placed_at IS
    NOT NULL) AND
    (new.outcome = ANY (ARRAY['completed'::public.attempt_outcome, 'no_answer'::public.attempt_outcome, 'busy'::public.attempt_outcome, 'failed'::public.attempt_outcome,
    'error'::public.attempt_outcome]))))
  EXECUTE FUNCTION private.tally_outcome();

REVOKE ALL ON FUNCTION "private"."answer_rates"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."answer_rates"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."answer_rates"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."audience_windows"(public.campaigns, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."audience_windows"(public.campaigns, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."audience_windows"(public.campaigns, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."call_of_campaign_contact"(public.campaigns, public.campaign_contacts, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."call_of_campaign_contact"(public.campaigns, public.campaign_contacts, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."call_of_campaign_contact"(public.campaigns, public.campaign_contacts, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."caps_until"(private.audience_window, private.contact_facts, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."caps_until"(private.audience_window, private.contact_facts, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."caps_until"(private.audience_window, private.contact_facts, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."consents_that_hold"(uuid, public.call_purpose, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."consents_that_hold"(uuid, public.call_purpose, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."consents_that_hold"(uuid, public.call_purpose, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."expected_outcomes"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."expected_outcomes"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."expected_outcomes"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."fold_outcome_tallies"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."fold_outcome_tallies"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."fold_outcome_tallies"() TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_audience"(public.campaigns, timestamp WITH time zone, private.audience_window[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_audience"(public.campaigns, timestamp WITH time zone, private.audience_window[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_audience"(public.campaigns, timestamp WITH time zone, private.audience_window[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_campaign"(public.campaigns, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_campaign"(public.campaigns, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_campaign"(public.campaigns, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_known_contact"(public.campaigns, uuid, private.audience_window, private.contact_facts, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_known_contact"(public.campaigns, uuid, private.audience_window, private.contact_facts, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_known_contact"(public.campaigns, uuid, private.audience_window, private.contact_facts, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."learnt_counts"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."learnt_counts"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."learnt_counts"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."learnt_terms"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."learnt_terms"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."learnt_terms"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."longest_memory"(private.audience_window) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."longest_memory"(private.audience_window) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."longest_memory"(private.audience_window) TO "postgres";

REVOKE ALL ON FUNCTION "private"."numbers_called"(uuid, timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."numbers_called"(uuid, timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."numbers_called"(uuid, timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."opening_after"(timestamp WITH time zone[], timestamp WITH time zone[], interval, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."opening_after"(timestamp WITH time zone[], timestamp WITH time zone[], interval, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."opening_after"(timestamp WITH time zone[], timestamp WITH time zone[], interval, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."say_audience_code"(public.reason_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."say_audience_code"(public.reason_code) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."say_audience_code"(public.reason_code) TO "postgres";

REVOKE ALL ON FUNCTION "private"."spans_of_window"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."spans_of_window"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."spans_of_window"(private.calling_windows, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "private"."tally_outcome"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."tally_outcome"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."tally_outcome"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."judge_campaign"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."judge_campaign"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."judge_campaign"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."keep_dry_run"(uuid, uuid, uuid, text, integer, integer, boolean, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."keep_dry_run"(uuid, uuid, uuid, text, integer, integer, boolean, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."keep_dry_run"(uuid, uuid, uuid, text, integer, integer, boolean, jsonb) TO "service_role";

-- The job that is there goes on with what is added up now; where there is none, configure_call_scheduler makes it.
do $$
begin
  if to_regclass('cron.job') is not null then
    perform cron.schedule('call-scheduler-fold', '* * * * *',
      'select private.fold_call_tallies(), private.fold_campaign_tallies(), private.fold_outcome_tallies()')
    from cron.job j where j.jobname = 'call-scheduler-fold';
  end if;
end $$;
