SET local check_function_bodies = off;

DROP FUNCTION "private"."judge_contacts"(uuid, text[], uuid);

ALTER TABLE "public"."calling_policies"
  ADD COLUMN "countries" text[];

ALTER TABLE "public"."calling_policies"
  ALTER COLUMN "default_purpose" DROP NOT NULL;

CREATE OR REPLACE FUNCTION private.are_caps (
  p_list jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 10
    and (select coalesce(bool_and(
      jsonb_typeof(c) = 'object' and c - array['calls', 'per', 'scope'] = '{}' and coalesce(c ->> 'scope', 'number') in ('number', 'subject')
      and (c ->> 'calls') ~ '^[0-9]{1,4}$' and (c ->> 'per') in ('24 hours', '7 days', '30 days')), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) c)
$function$;

CREATE OR REPLACE FUNCTION private.are_countries (
  p_list text[]
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select cardinality(p_list) between 1 and 250 and array_position(p_list, null) is null
    and (select bool_and(c ~ '^[A-Z]{2}$') and count(distinct c) = count(*) from unnest(p_list) c)
$function$;

CREATE OR REPLACE FUNCTION private.call_terms (
  s public.call_schedules
)
  RETURNS private.call_terms
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  of record;
  by_number constant text[] := s.phone_zones;
begin
  select o.time_zone as org_zone, c.time_zone as hubspot_zone, c.address_country, c.address_region,
    p.updated_at as policy_at,
    coalesce(p.week is not null or p.blackouts <> '[]' or p.caps <> '[]' or p.min_gap_minutes > 0 or p.loosened <> '[]'
      or p.countries is not null, false)
      as has_rules
  into of
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join public.contacts c on c.org_id = o.id and c.contact_id = s.contact_id and c.removed_at is null
  where o.id = s.org_id;

  terms.org_id := case when of.has_rules then s.org_id end;
  terms.policy_at := case when of.has_rules then of.policy_at end;
  terms.purpose := s.purpose;
  terms.country := s.phone_country;
  if s.time_zone is not null then
    terms.zones := array[s.time_zone];
    terms.zone_source := 'booking';
  elsif of.hubspot_zone is not null and exists (
    select from private.time_zones z where z.zone = of.hubspot_zone and s.phone_country = any (z.countries)
  ) then
    terms.zones := array[of.hubspot_zone];
    terms.zone_source := 'hubspot';
  elsif of.address_region is not null then
    terms.zones := (select r.zones from private.region_zones r where r.region = of.address_region);
    terms.zone_source := 'address';
  end if;
  if terms.zones is null then
    terms.zones := case when s.phone_zone_source is null then array[of.org_zone] else by_number end;
    terms.zone_source := case when s.phone_zone_source is null then 'organisation' else s.phone_zone_source end;
  elsif terms.zone_source <> 'booking' and exists (
    select from unnest(terms.zones) z where not private.goes_like_one_of(z, by_number)
  ) then
    terms.zones := terms.zones || by_number;
  end if;
  terms.zones := array(select distinct z from unnest(terms.zones) z where z is not null order by z);
  terms.jurisdictions := array(
    select distinct j from unnest(array[s.phone_country, of.address_country, of.address_region] || s.phone_regions) j
    where j is not null order by j);
  return terms;
end $function$;

CREATE OR REPLACE FUNCTION private.default_purpose (
  p_org_id uuid
)
  RETURNS public.call_purpose
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  said public.call_purpose;
begin
  select p.default_purpose into said from public.calling_policies p where p.org_id = p_org_id;
  return case when found then said else 'marketing' end;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_caps (
  s           public.call_schedules,
  w           private.calling_windows,
  p_at        timestamp with time zone,
  p_law_alone boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  worst private.decision;
  cap record;
  nth timestamptz;
  day_ends timestamptz;
  made integer;
begin
  -- Most numbers were not called of late: one look, for all that follows.
  if not exists (
    select from public.call_attempts a
    where a.org_id = s.org_id and a.contact_phone_hash = s.contact_phone_hash and a.claimed_at > p_at - interval '400 days'
  ) and not exists (select from jsonb_array_elements(w.demands -> 'caps') c where c ->> 'calls' = '0') then
    return null;
  end if;
  for cap in
    select c.calls, c.per, coalesce(c.per_day, false) as per_day, coalesce(c.subject, false) as subject, c.rule
    from jsonb_to_recordset(w.demands -> 'caps') as c (calls integer, per interval, per_day boolean, subject boolean, rule text)
    where not (p_law_alone and c.rule is null)
  loop
    -- The moment of the cap'th last call: while it is within the period, another would be one too many.
    if cap.subject then
      select r.rang_at into nth from private.rang_about(s.org_id, s.contact_phone_hash, s.call_topic, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    else
      select r.rang_at into nth from private.rang(s.org_id, s.contact_phone_hash, p_at - cap.per) r
      order by r.rang_at desc offset greatest(cap.calls - 1, 0) limit 1;
    end if;
    if cap.calls = 0 or nth is not null then
      worst := private.later_decision(worst, private.defer(
        (case when cap.subject then 'cap_subject' else 'cap_number' end)::public.reason_code,
        case when cap.calls > 0 then nth + cap.per end,
        jsonb_strip_nulls(jsonb_build_object('calls', cap.calls, 'period', cap.per, 'rules', array_remove(array[cap.rule], null),
          'whose', coalesce(cap.rule, 'the organisation'), 'topic', case when cap.subject then s.call_topic end))));
    end if;
    if cap.per_day then
      day_ends := ((p_at at time zone w.zones[1])::date + 1)::timestamp at time zone w.zones[1];
      select count(*) into made
      from private.rang(s.org_id, s.contact_phone_hash, (p_at at time zone w.zones[1])::date::timestamp at time zone w.zones[1]);
      if made >= cap.calls then
        worst := private.later_decision(worst, private.defer('cap_number', day_ends,
          jsonb_build_object('calls', cap.calls, 'period', 'day', 'rules', array_remove(array[cap.rule], null),
            'whose', coalesce(cap.rule, 'the organisation'))));
      end if;
    end if;
  end loop;

  if not p_law_alone and (w.demands ->> 'min_gap_minutes')::integer > 0 then
    select max(r.rang_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer)) r;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('min_gap',
        nth + make_interval(mins => (w.demands ->> 'min_gap_minutes')::integer),
        jsonb_build_object('last', nth, 'minutes', (w.demands ->> 'min_gap_minutes')::integer)));
    end if;
  end if;
  if w.demands -> 'quiet' <> 'null' then
    select max(r.ended_at) into nth
    from private.rang(s.org_id, s.contact_phone_hash, p_at - (w.demands #>> '{quiet,interval}')::interval - interval '1 day') r
    where r.answered and r.ended_at > p_at - (w.demands #>> '{quiet,interval}')::interval;
    if nth is not null then
      worst := private.later_decision(worst, private.defer('talk_quiet_period', nth + (w.demands #>> '{quiet,interval}')::interval,
        jsonb_build_object('last', nth, 'rules', jsonb_build_array(w.demands #>> '{quiet,rule}'))));
    end if;
  end if;
  return worst;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_contacts (
  p_rule_id            uuid,
  p_contact_ids        text[] DEFAULT NULL::text[],
  p_except_schedule_id uuid   DEFAULT NULL::uuid
)
  RETURNS TABLE (
    contact_row_id    uuid,
    contact_id        text,
    contact_name      text,
    phone_enc         text,
    phone_hash        text,
    last_checkup_date date,
    occasion          text,
    would_call        boolean,
    reason_code       public.reason_code,
    reason            text,
    due_reason        text,
    turn              bigint
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET enable_nestloop TO 'off'
  SET jit TO 'off'
  AS $function$
  with terms as materialized (
    select r.id, r.org_id, r.rule_type, r.checkup_threshold_days, r.periodic_days,
      r.custom_conditions -> 'all' as conditions,
      r.max_calls_per_day, a.is_active as agent_is_active, o.time_zone,
      (private.current_time() at time zone o.time_zone)::date as today,
      nullif(r.checkup_property, c.checkup_property) as other_property
    from public.call_schedule_rules r
    join public.organizations o on o.id = r.org_id
    join public.agents a on a.id = r.agent_id
    left join public.hubspot_connections c on c.org_id = r.org_id
    where r.id = p_rule_id
  ), conditions as materialized (
    select c.value ->> 'property' as property, c.value ->> 'operator' as operator, lower(c.value ->> 'value') as value,
      case when jsonb_typeof(c.value -> 'value') = 'number' then (c.value ->> 'value')::numeric end as number,
      case when jsonb_typeof(c.value -> 'value') = 'array' then array(
        select lower(v.value) from jsonb_array_elements_text(c.value -> 'value') v) end as list
    from terms m cross join lateral jsonb_array_elements(m.conditions) c
  ), planned as materialized (
    select distinct s.contact_phone_hash
    from terms m join public.call_schedules s on s.org_id = m.org_id
    where p_contact_ids is null and s.call_status in ('scheduled', 'in_progress') and s.deleted_at is null
  ), span as materialized (
    -- A range, which the index serves: before each call of a rule one contact is looked up among all.
    select coalesce(min(i.id::bigint), 0) as first, coalesce(max(i.id::bigint), 999999999999999999) as last
    from unnest(p_contact_ids) i (id)
  ), survivors as materialized (
    -- Calls to a record that was merged are calls to the one that is left.
    select m.id as merged_id, c.contact_id
    from terms t
    join public.contacts c on c.org_id = t.org_id and c.removed_at is null and c.merged_ids <> '{}'
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    cross join lateral unnest(c.merged_ids) as m (id)
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), made as materialized (
    select distinct coalesce(v.contact_id, s.contact_id) as contact_id, s.occasion
    from (
      select c.contact_id, c.occasion from public.call_schedules c
      where p_contact_ids is null and c.rule_id = p_rule_id and c.occasion is not null
      union all
      select f.contact_id, f.occasion from private.former_occasions f
      where p_contact_ids is null and f.rule_id = p_rule_id
    ) s
    left join survivors v on v.merged_id = s.contact_id
  ), tried as materialized (
    -- A periodic rule whose call was never made comes back after as many days, not never.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((s.created_at at time zone m.time_zone)::date) as tried_on
    from terms m
    join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    left join survivors v on v.merged_id = s.contact_id
    where m.rule_type = 'periodic' and s.call_status in ('failed', 'cancelled') and s.id is distinct from p_except_schedule_id
    group by 1
  ), last_calls as materialized (
    -- Only where the rule asks for it.
    select coalesce(v.contact_id, s.contact_id) as contact_id, max((t.placed_at at time zone m.time_zone)::date) as called_on
    from terms m
    join public.call_attempts t on t.org_id = m.org_id and t.placed_at is not null
    join public.call_schedules s on s.id = t.schedule_id
    left join survivors v on v.merged_id = s.contact_id
    where (m.rule_type = 'periodic' or m.conditions @> '[{"property": "days_since_last_call"}]')
      and (p_contact_ids is null or coalesce(v.contact_id, s.contact_id) = any (p_contact_ids))
      and s.id is distinct from p_except_schedule_id
    group by 1
  ), facts as (
    select c.id, c.contact_id, c.contact_number, c.contact_name, c.phone_enc, c.phone_hash, c.phone_problem,
      c.do_not_call, c.problem, c.properties, c.language, c.time_zone, l.called_on, greatest(l.called_on, d.tried_on) as since,
      case when m.other_property is null then c.last_checkup_date
        -- Silent where it is no date of the calendar: one contact's never stops the rest.
        when c.properties ->> m.other_property ~ '^\d{4}-\d\d-\d\d$' then (jsonb_path_query_first(
          c.properties -> m.other_property, '$.datetime("YYYY-MM-DD")', silent => true) #>> '{}')::date
      end as checkup_on,
      case when m.other_property is null then c.checkup_problem
        when c.properties ->> m.other_property is null then 'missing'
        else 'unreadable'
      end as checkup_problem
    from terms m
    join public.contacts c on c.org_id = m.org_id and c.removed_at is null
      and c.contact_number between (select s.first from span s) and (select s.last from span s)
    left join last_calls l on l.contact_id = c.contact_id
    left join tried d on d.contact_id = c.contact_id
    where p_contact_ids is null or c.contact_id = any (p_contact_ids)
  ), judged as (
    select f.*, m.today,
      case m.rule_type when 'periodic' then coalesce(f.since::text, 'first')
        else coalesce(f.checkup_on::text, 'none') end as occasion,
      case
        when f.problem is not null then 'broken'
        when f.do_not_call then 'do_not_call'
        when f.phone_problem = 'special' then 'number_special'
        when f.phone_problem is not null then 'phone_' || f.phone_problem::text
        when m.rule_type = 'checkup_threshold' then case
          when f.checkup_on is null then 'checkup_' || f.checkup_problem::text
          when f.checkup_on > m.today then 'checkup_in_future'
          when f.checkup_on + m.checkup_threshold_days > m.today then 'not_due'
        end
        when m.rule_type = 'periodic' then case when f.since + m.periodic_days > m.today then 'not_due' end
        when exists (
          select from conditions c
          cross join lateral (
            select lower(case c.property when 'language' then f.language when 'time_zone' then f.time_zone
                else f.properties ->> c.property end) as text,
              case c.property
                when 'days_since_checkup' then case when f.checkup_on <= m.today then m.today - f.checkup_on end
                when 'days_since_last_call' then m.today - f.called_on end as number
          ) fact
          where not coalesce(case c.operator
            when 'is_set' then coalesce(fact.text, fact.number::text) is not null
            when 'is_not_set' then coalesce(fact.text, fact.number::text) is null
            when 'equals' then fact.text = c.value
            when 'not_equals' then fact.text is distinct from c.value
            when 'one_of' then fact.text = any (c.list)
            when 'none_of' then fact.text is null or fact.text <> all (c.list)
            when 'at_least' then fact.number >= c.number
            when 'at_most' then fact.number <= c.number
          end, false)
        ) then 'conditions_not_met'
      end as standing
    from facts f cross join terms m
  ), candidates as (
    select j.*, case
        when j.standing is not null then j.standing
        when d.contact_id is not null then 'already_called'
        when p.contact_phone_hash is not null then 'number_planned'
      end as obstacle
    from judged j
    left join made d on d.contact_id = j.contact_id and d.occasion = j.occasion
    left join planned p on p.contact_phone_hash = j.phone_hash
  ), ranked as (
    select c.*, row_number() over (
        partition by c.phone_hash, c.obstacle is null order by c.checkup_on, c.contact_number) as of_number
    from candidates c
  ), used as (
    select count(*) as calls
    from terms m join public.call_schedules s on s.org_id = m.org_id and s.rule_id = m.id
    where p_contact_ids is null and (s.created_at at time zone m.time_zone)::date = m.today
  ), queued as (
    select r.*, row_number() over (
        partition by r.obstacle is null and r.of_number = 1 order by r.checkup_on nulls last, r.contact_number) as place
    from ranked r
  ), decided as (
    select q.*, case
        when q.obstacle is not null then q.obstacle
        when p_contact_ids is not null then null
        when q.of_number > 1 then 'number_shared'
        when not m.agent_is_active then 'agent_inactive'
        when q.place > m.max_calls_per_day - u.calls then 'daily_limit'
      end as reason_code
    from queued q cross join terms m cross join used u
  )
  select d.id, d.contact_id, d.contact_name, d.phone_enc, d.phone_hash, d.checkup_on, d.occasion, d.reason_code is null,
    coalesce(d.reason_code, 'due')::public.reason_code,
    case coalesce(d.reason_code, 'due')
      when 'due' then w.due_reason
      when 'broken' then d.problem
      when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
      when 'phone_missing' then 'The contact has no phone number in HubSpot.'
      when 'phone_invalid' then 'The phone number in HubSpot is not one that can be dialled.'
      when 'number_special' then 'The phone number in HubSpot is of a kind that is not called, such as premium rate or satellite.'
      when 'checkup_missing' then 'The contact has no check-up date in HubSpot.'
      when 'checkup_unreadable' then 'The check-up date in HubSpot is not a date.'
      when 'checkup_in_future' then format('The check-up date in HubSpot, %s, is in the future.', d.checkup_on)
      when 'not_due' then case m.rule_type
        when 'periodic' then format(case when d.since = d.called_on then 'Last called on %s; the next call is due on %s.'
          else 'A call planned on %s was not made; the next one is due on %s.' end, d.since, d.since + m.periodic_days)
        else format('The last check-up was on %s; a call is due on %s.', d.checkup_on, d.checkup_on + m.checkup_threshold_days) end
      when 'conditions_not_met' then 'Not all conditions of the rule hold.'
      when 'already_called' then case m.rule_type
        when 'checkup_threshold' then format('This rule has already planned a call for the check-up of %s.', d.checkup_on)
        else 'This rule has already planned this call.' end
      when 'number_planned' then 'Another call to this number is planned or under way.'
      when 'number_shared' then 'Another contact with the same number is called first.'
      when 'agent_inactive' then 'The agent of this rule is switched off.'
      when 'daily_limit' then format('The rule makes at most %s calls a day, and others come first.', m.max_calls_per_day)
    end,
    w.due_reason, d.place
  from decided d cross join terms m
  cross join lateral (
    select case when coalesce(d.reason_code, 'daily_limit') = 'daily_limit' then case m.rule_type
            when 'checkup_threshold' then format('The last check-up was on %s, %s days ago; the rule calls after %s.',
              d.checkup_on, d.today - d.checkup_on, m.checkup_threshold_days)
            when 'periodic' then case when d.called_on is null then 'Never called so far.'
              else format('Last called on %s, %s days ago; the rule calls every %s days.', d.called_on, d.today - d.called_on,
                m.periodic_days) end
            else 'All conditions of the rule hold.' end end as due_reason
  ) w
$function$;

CREATE OR REPLACE FUNCTION private.judge_country (
  p_country text,
  p_org_id  uuid
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_org_id is not null and exists (
    select from public.calling_policies p
    where p.org_id = p_org_id and p.countries is not null and (p_country = any (p.countries)) is not true
  ) then
    return private.stop('country_not_enabled', jsonb_build_object('country', coalesce(p_country, 'an unknown country')));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_now (
  s public.call_schedules
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  t public.call_attempts;
begin
  if s.call_status = 'scheduled' then
    return private.judge_call(s, private.current_time());
  end if;
  select a.* into t from public.call_attempts a where a.schedule_id = s.id order by a.attempt_number desc limit 1;
  if s.call_status = 'in_progress' then
    return case when t.state = 'unknown'
      then private.stop('outcome_unknown', jsonb_build_object('attempt', t.id)) else private.defer('number_busy', null) end;
  elsif s.call_status = 'failed' and t.attempt_number > 1 and t.retry_category is not null then
    -- It was tried again, and now no try is left.
    return private.stop('attempts_exhausted', jsonb_build_object('attempts', t.attempt_number, 'last_outcome', t.outcome));
  end if;
  return private.stop(s.status_reason_code, jsonb_build_object('said', s.status_reason));
end $function$;

CREATE OR REPLACE FUNCTION private.judge_plan (
  s             public.call_schedules,
  p_at          timestamp with time zone,
  p_by_hand     boolean                  DEFAULT false,
  p_before_look boolean                  DEFAULT false,
  p_law_alone   boolean                  DEFAULT false
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  w private.calling_windows;
  of_contact private.decision := private.judge_contact(s, p_before_look);
  decision private.decision;
begin
  if of_contact.outcome = 'stop' then
    return of_contact;
  end if;
  terms := private.call_terms(s);
  decision := private.judge_country(s.phone_country, terms.org_id);
  if decision.outcome is not null then
    decision.terms := terms;
    return decision;
  end if;
  if p_law_alone then
    terms.org_id := null;
    terms.policy_at := null;
  end if;
  w := private.window_of(terms, p_at);
  decision := private.judge_policy(s, terms, w, p_at, p_law_alone);
  if decision.outcome is distinct from 'stop' then
    decision := private.later_decision(private.judge_time(s, p_at, p_by_hand), decision);
  end if;
  if decision.outcome is null then
    decision := ('call', 'allowed', null,
      coalesce(of_contact.data, '{}') || jsonb_build_object('rules', w.demands -> 'rules'), null, null)::private.decision;
  end if;
  decision.terms := terms;
  decision.pack := w.demands ->> 'pack';
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.judge_time (
  s         public.call_schedules,
  p_at      timestamp with time zone,
  p_by_hand boolean
)
  RETURNS private.decision
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  hours_begin_at timestamptz;
begin
  if p_by_hand then
    return null;
  elsif greatest(s.due_at, s.retry_at) > p_at then
    return case
      when s.auto_trigger_enabled and s.last_checkup_date is not null and s.retry_at is null
        then private.defer('checkup_done', s.due_at, jsonb_build_object('last_checkup_date', s.last_checkup_date))
      when s.retry_at > p_at and s.retry_at > s.due_at then private.defer('retry_wait', s.retry_at, (
        select jsonb_build_object('last_outcome', a.outcome, 'when', a.ended_at)
        from public.call_attempts a where a.schedule_id = s.id order by a.attempt_number desc limit 1))
      else private.defer('not_due', greatest(s.due_at, s.retry_at)) end;
  end if;
  -- What a rule plans minds the hours; what a person books goes by the time that the person chose.
  hours_begin_at := case when s.rule_id is not null then private.calling_hours_begin_at(s.org_id, p_at) end;
  return case when hours_begin_at is not null then private.defer('outside_window', hours_begin_at,
    jsonb_build_object('whose', 'the organisation', 'rules', '[]'::jsonb)) end;
end $function$;

CREATE OR REPLACE FUNCTION private.planned_contacts (
  p_rule_id    uuid,
  p_most       integer,
  p_only_calls boolean DEFAULT false
)
  RETURNS TABLE (
    contact_row_id    uuid,
    contact_id        text,
    contact_name      text,
    phone_enc         text,
    phone_hash        text,
    last_checkup_date date,
    occasion          text,
    would_call        boolean,
    reason_code       public.reason_code,
    reason            text,
    turn              bigint
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v record;
  decision private.decision;
  allowed integer := 0;
  stopped integer := 0;
  freed integer := 0;
begin
  for v in
    select c.* from private.judge_contacts(p_rule_id) c
    order by c.would_call desc, (c.reason_code = 'daily_limit') desc, c.turn, c.contact_id
  loop
    exit when p_only_calls and (allowed >= p_most or not v.would_call and (v.reason_code <> 'daily_limit' or freed = 0));
    contact_row_id := v.contact_row_id;
    contact_id := v.contact_id;
    contact_name := v.contact_name;
    phone_enc := v.phone_enc;
    phone_hash := v.phone_hash;
    last_checkup_date := v.last_checkup_date;
    occasion := v.occasion;
    would_call := v.would_call;
    reason_code := v.reason_code;
    reason := v.reason;
    turn := v.turn;
    if allowed < p_most and stopped < 5000 and (v.would_call or v.reason_code = 'daily_limit' and freed > 0) then
      decision := private.judge_rule_call(p_rule_id, v.contact_row_id);
      if decision.outcome = 'stop' then
        stopped := stopped + 1;
        freed := freed + v.would_call::integer;
        would_call := false;
        reason_code := decision.code;
        reason := private.say_decision(decision);
      else
        allowed := allowed + 1;
        freed := freed - (not v.would_call)::integer;
        would_call := true;
        reason_code := 'due';
        reason := v.due_reason;
      end if;
    end if;
    if would_call or not p_only_calls then
      return next;
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION private.policy_demands (
  p_org_id        uuid,
  p_purpose       public.call_purpose,
  p_jurisdictions text[],
  p_zones         text[],
  p_at            timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with rules as materialized (
    select r.* from private.rules_for(p_org_id, p_purpose, p_jurisdictions, (p_at at time zone p_zones[1])::date) r
  ), own as (
    select p.* from public.calling_policies p where p.org_id = p_org_id
  )
  select jsonb_build_object(
    'hours', exists (select from rules r where r.aspect = 'hours')
      or exists (select from own o where o.week is not null or o.blackouts <> '[]')
      or exists (select from private.blackouts b where b.jurisdiction is null or b.jurisdiction = any (p_jurisdictions)),
    'rules', (select coalesce(jsonb_agg(r.id order by r.id), '[]') from rules r),
    'pack', (select max(r.pack_version) from rules r),
    'consent', (
      select jsonb_build_object('kind', r.consent, 'rule', r.id)
      from rules r where r.aspect = 'consent' order by r.consent desc, r.id limit 1),
    'registries', (
      select coalesce(jsonb_agg(jsonb_build_object('registry', r.registry, 'max_age_days', r.max_age_days, 'rule', r.id)
        order by r.id), '[]')
      from rules r where r.aspect = 'registry'),
    'refusal', (
      select jsonb_build_object('interval', r.refusal, 'rule', r.id)
      from rules r where r.aspect = 'refusal' order by r.refusal desc nulls first, r.id limit 1),
    'quiet', (
      select jsonb_build_object('interval', r.quiet, 'rule', r.id)
      from rules r where r.aspect = 'quiet_after_talk' order by r.quiet desc, r.id limit 1),
    'opening', (
      select coalesce(jsonb_agg(distinct m), '[]') from rules r cross join unnest(r.opening) m where r.aspect = 'opening'),
    'caps', (
      select coalesce(jsonb_agg(c.cap), '[]') from (
        select jsonb_build_object('calls', r.max_calls, 'per', r.period, 'per_day', r.per_day, 'rule', r.id) as cap
        from rules r where r.aspect = 'cap'
        union all
        select jsonb_build_object('calls', (c ->> 'calls')::integer, 'per', (c ->> 'per')::interval, 'per_day', false,
          'subject', coalesce(c ->> 'scope', '') = 'subject')
        from own o cross join lateral jsonb_array_elements(o.caps) c
      ) c),
    'min_gap_minutes', coalesce((select o.min_gap_minutes from own o), 0)
  )
$function$;

CREATE OR REPLACE FUNCTION private.preview_call_rule (
  p_rule_id uuid,
  p_limit   integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with judged as materialized (
    select v.contact_id, v.contact_name, v.last_checkup_date, v.turn, v.would_call, v.reason_code, v.reason
    from public.call_schedule_rules r
    cross join lateral private.planned_contacts(r.id, p_limit) v
    where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
  ), numbered as (
    select v.*, row_number() over (partition by v.would_call order by v.turn, v.contact_id) as place from judged v
  )
  select case when exists (
      select from public.call_schedule_rules r where r.id = p_rule_id and r.org_id in (select private.my_org_ids())
    ) then jsonb_build_object(
    'would_call', coalesce(jsonb_agg(line order by place) filter (where would_call and place <= p_limit), '[]'),
    'would_not_call', coalesce(jsonb_agg(line order by place) filter (where not would_call and place <= p_limit), '[]'),
    'would_call_count', count(*) filter (where would_call),
    'would_not_call_count', count(*) filter (where not would_call),
    'reason_counts', (
      select coalesce(jsonb_object_agg(c.reason_code, c.contacts), '{}')
      from (select v.reason_code, count(*) as contacts from judged v where not v.would_call group by 1) c)
  ) end
  from (
    select n.would_call, n.place, jsonb_build_object('contact_id', n.contact_id, 'contact_name', n.contact_name,
      'reason', n.reason, 'reason_code', n.reason_code, 'last_checkup_date', n.last_checkup_date) as line
    from numbered n
  ) lines
$function$;

CREATE OR REPLACE FUNCTION private.rang_about (
  p_org_id     uuid,
  p_phone_hash text,
  p_topic      text,
  p_after      timestamp with time zone
)
  RETURNS TABLE (
    rang_at timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(a.placed_at, a.claimed_at)
  from public.call_attempts a join public.call_schedules s on s.id = a.schedule_id and s.call_topic = p_topic
  where a.org_id = p_org_id and a.contact_phone_hash = p_phone_hash and a.claimed_at > p_after - interval '1 hour'
    and coalesce(a.placed_at, a.claimed_at) > p_after
    and (a.state <> 'ended' or a.outcome not in ('refused', 'not_sent', 'paused', 'balance_low', 'absent'))
$function$;

CREATE OR REPLACE FUNCTION private.say_decision (
  d private.decision
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(d.data ->> 'said', case d.code
    when 'all_calling_paused' then 'The operator has paused all calling: ' || (d.data ->> 'reason')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'not_due' then 'The call is not due yet.'
    when 'retry_wait' then format('%s at %s: it is tried again from %s.', initcap(replace(d.data ->> 'last_outcome', '_', ' ')),
      left(d.data ->> 'when', 16), d.until)
    when 'attempts_exhausted' then format('%s attempts were made, the last of which came to %s; no try is left.',
      d.data ->> 'attempts', replace(d.data ->> 'last_outcome', '_', ' '))
    when 'outcome_unknown' then 'It is not known whether the last call was placed, and nobody is called twice.'
    when 'country_not_enabled' then format('Calls to %s are not switched on for this organisation.', d.data ->> 'country')
    when 'purpose_missing' then 'The call says no purpose, and the organisation has every call say one.'
    when 'cap_subject' then format('This number may be called %s times in %s about %s (%s), and has been.', d.data ->> 'calls',
      d.data ->> 'period', d.data ->> 'topic', d.data ->> 'whose')
    when 'outside_window' then case
      when not d.data ? 'zone' then 'It is outside the organisation''s calling hours: the call waits until they begin.'
      else format('%s in %s is outside the hours of %s%s.', d.data ->> 'local', d.data ->> 'zone', d.data ->> 'whose',
        coalesce(' (' || (d.data ->> 'window') || ')', '')) end
    when 'outside_intersection' then format('The zone is one of %s, and it is not open in all of them: in %s it is %s.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z), d.data ->> 'zone', d.data ->> 'local')
    when 'closing_soon' then 'The hours in which the person may be called end too soon for this call.'
    when 'weekday_closed' then format('%s in %s: %s allows no %s calls on a %s.', d.data ->> 'local', d.data ->> 'zone', d.data ->> 'whose',
      (d.terms).purpose, d.data ->> 'weekday')
    when 'holiday' then format('%s is %s in %s%s.', left(d.data ->> 'local', 10), d.data ->> 'name', d.data ->> 'jurisdiction',
      case d.data ->> 'certainty' when 'predicted' then ', or the day beside it: the date is a prediction' else '' end)
    when 'holiday_data_missing' then format('The holidays of %s in %s are not known yet.', d.data ->> 'missing', d.data ->> 'jurisdiction')
    when 'blackout' then format('%s to %s is closed by %s: %s', d.data ->> 'from', d.data ->> 'to', d.data ->> 'whose', d.data ->> 'reason')
    when 'zone_unknown' then 'No time zone can be told from the contact or the number.'
    when 'zone_too_wide' then format('The possible zones %s share no open hour.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z))
    when 'cap_number' then format('This number may be called %s times in %s (%s), and has been.', d.data ->> 'calls',
      d.data ->> 'period', d.data ->> 'whose')
    when 'min_gap' then format('The last call to this number was at %s, and %s minutes must lie between two.', d.data ->> 'last',
      d.data ->> 'minutes')
    when 'talk_quiet_period' then format('The person was spoken to at %s: no call until %s.', d.data ->> 'last', d.until)
    when 'missed' then format('There is no opening before the deadline %s%s.', d.data ->> 'deadline',
      coalesce('; the nearest is ' || (d.data ->> 'nearest'), ''))
    when 'allowed' then 'The call may be made' || case when (d.terms).zones <> '{}'
      then format(': the hours of %s hold, in %s.', coalesce(nullif(array_to_string((d.terms).jurisdictions, ', '), ''), 'the default'),
        array_to_string((d.terms).zones, ', ')) else '.' end
    when 'do_not_call' then 'HubSpot says that this contact is not to be called.'
    when 'rule_deleted' then 'The rule that planned this call was deleted.'
    when 'rule_inactive' then 'The rule that planned this call was switched off.'
    when 'hubspot_disconnected' then
      'HubSpot was disconnected, so that nobody can look whether this call is still wanted.'
    when 'contact_removed' then 'HubSpot has this contact no more.'
    when 'contact_changed' then 'The contact was changed at this very moment.'
    when 'already_called' then 'This rule has already planned a call for this contact and check-up.'
    when 'opted_out' then format('The person asked on %s not to be called (%s).', left(d.data ->> 'when', 10), d.data ->> 'scope')
    when 'suppressed_org' then
      format('The number is on this organisation''s do-not-call list since %s.', left(d.data ->> 'when', 10))
    when 'suppressed_global' then case d.outcome
      when 'stop' then 'The number is on the operator''s do-not-call list.'
      else 'It is not known yet whether the number is on the operator''s do-not-call list.' end
    when 'registry_listed' then
      format('The number is on %s, checked on %s.', d.data ->> 'registry', left(d.data ->> 'when', 10))
    when 'registry_check_stale' then format(
      '%s was %s for this number; %s days is the limit. Have the number looked up there and import the answer as a CSV file.',
      d.data ->> 'registry', coalesce('last checked on ' || left(d.data ->> 'when', 10), 'never checked'), d.data ->> 'max_age_days')
    when 'consent_missing' then format('A consent (%s) is needed for %s calls by an artificial voice; none is recorded.',
      d.data ->> 'kind', replace(d.data ->> 'purpose', '_', ' '))
    when 'consent_expired' then
      format('The consent of %s ended on %s.', left(d.data ->> 'when', 10), left(d.data ->> 'until', 10))
    when 'consent_revoked' then
      format('Consent was withdrawn on %s by %s.', left(d.data ->> 'revoked_at', 10), d.data ->> 'via')
    when 'consent_scope' then
      format('The consent of %s does not cover %s.', left(d.data ->> 'when', 10), d.data ->> 'purpose')
    when 'agent_opening_missing' then format('The agent does not say at the start: %s. An admin says what it says, in its opening.', (
      select string_agg(case m when 'say_ai' then 'that it is an artificial voice' when 'say_business' then 'for whom it calls'
        when 'say_purpose' then 'what it calls for' when 'say_recorded' then 'that the call is recorded'
        when 'offer_opt_out' then 'how to be called no more' else m end, ', ')
      from jsonb_array_elements_text(d.data -> 'missing') m))
    when 'refusal_period' then format('Refused on %s; %s days without a call are asked for.', left(d.data ->> 'when', 10),
      d.data ->> 'days')
    when 'checkup_done' then case
      when d.outcome = 'stop' then 'The check-up was done meanwhile. ' || (d.data ->> 'why')
      else format('The last check-up was on %s: the call waits again.', d.data ->> 'last_checkup_date') end
    else d.data ->> 'why'
  end, 'The call is not made now.')
$function$;

CREATE OR REPLACE FUNCTION public.book_call_schedule (
  p_org_id uuid,
  p_actor  uuid,
  p_id     uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  refused text;
  decision private.decision;
begin
  if (private.role_of(p_org_id, p_actor) in ('admin', 'member')) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_call, array['agent_id', 'contact_id', 'contact_name', 'contact_phone_enc',
    'contact_phone_hash', 'global_phone_hash', 'phone_country', 'phone_regions', 'phone_zones', 'phone_zone_source',
    'scheduled_at', 'call_topic', 'call_language', 'is_active', 'auto_trigger_enabled', 'checkup_threshold_days',
    'last_checkup_date', 'purpose', 'time_zone', 'deadline_at']);
  s.org_id := p_org_id;
  s.purpose := private.default_purpose(p_org_id);
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.call_topic := 'follow_up';
  s.call_language := 'en-IN';
  s.is_active := true;
  s.auto_trigger_enabled := false;
  s.checkup_threshold_days := 5;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  refused := private.refused_field(s, p_call);
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', refused);
  end if;
  if s.purpose is null then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(private.stop('purpose_missing'), private.current_time(), 'plan', null));
  end if;
  -- What the judge stops for good is taken back as if it had never been.
  begin
    insert into public.call_schedules (id, org_id, agent_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
      global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at, call_topic, call_language, is_active, auto_trigger_enabled, checkup_threshold_days, last_checkup_date,
      purpose, time_zone, deadline_at, created_by)
    values (p_id, p_org_id, s.agent_id, s.contact_id, s.contact_name, s.contact_phone_enc, s.contact_phone_hash,
      s.global_phone_hash, s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source, s.scheduled_at, s.call_topic, s.call_language, s.is_active, s.auto_trigger_enabled, s.checkup_threshold_days,
      s.last_checkup_date, s.purpose, s.time_zone, s.deadline_at, p_actor)
    on conflict (id) do nothing
    returning * into s;
    if found then
      decision := private.plan_call(s);
    end if;
    if decision.outcome = 'stop' then
      raise exception using errcode = 'STOP1';
    end if;
  exception when sqlstate 'STOP1' then
    return jsonb_build_object('outcome', 'refused'::public.answer_outcome, 'decision',
      private.present_decision(decision, private.current_time(), 'plan', s.purpose));
  end;
  select c.* into s from public.call_schedules c where c.id = p_id and c.org_id = p_org_id and c.created_by = p_actor;
  if s.id is null then
    raise exception 'p_id is another call''s' using errcode = '23505';
  end if;
  if s.deleted_at is not null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  end if;
  if decision.outcome is null then
    decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  end if;
  return jsonb_build_object('outcome', 'booked'::public.answer_outcome, 'schedule', to_jsonb(s) - '{contact_phone_hash,global_phone_hash}'::text[],
    'decision', private.present_decision(decision, private.current_time(), 'plan', s.purpose));
end $function$;

CREATE OR REPLACE FUNCTION public.book_rule_calls (
  p_rule_id uuid,
  p_calls   jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  r public.call_schedule_rules;
  booked integer;
begin
  perform from public.organizations o
  where o.id = (select c.org_id from public.call_schedule_rules c where c.id = p_rule_id) for no key update;
  select c.* into r from public.call_schedule_rules c where c.id = p_rule_id and c.is_active for share;
  if not found then
    return 0;
  end if;
  with wanted as (
    select c.schedule_id, c.contact_id, c.phone_enc, c.phone_hash, c.global_phone_hash
    from jsonb_to_recordset(p_calls) as c (schedule_id uuid, contact_id text, phone_enc text, phone_hash text,
      global_phone_hash text)
  ), allowed as (
    select w.schedule_id, w.phone_enc as closed_phone, w.global_phone_hash, v.*,
      k.phone_country, k.phone_regions, k.phone_zones, k.phone_zone_source,
      row_number() over (order by v.turn) as number, count(*) over () as calls
    from private.planned_contacts(p_rule_id, jsonb_array_length(p_calls), true) v
    join wanted w on w.contact_id = v.contact_id and w.phone_hash = v.phone_hash
    join public.contacts k on k.id = v.contact_row_id
    where v.would_call
  ), slots as (
    select s.turn, s.slot
    from private.spread_over_calling_hours(r.org_id, (select count(*)::integer from allowed)) s
  )
  insert into public.call_schedules (id, org_id, agent_id, rule_id, contact_id, contact_name, contact_phone_enc,
    contact_phone_hash, global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, scheduled_at,
    call_topic, call_language, checkup_threshold_days, last_checkup_date, occasion, purpose, created_by)
  select a.schedule_id, r.org_id, r.agent_id, r.id, a.contact_id, a.contact_name, a.closed_phone, a.phone_hash,
    a.global_phone_hash, a.phone_country, a.phone_regions, a.phone_zones, a.phone_zone_source, s.slot,
    r.call_topic, r.call_language, r.checkup_threshold_days, a.last_checkup_date, a.occasion, r.purpose, null
  from allowed a join slots s on s.turn = a.number
  on conflict do nothing;
  get diagnostics booked = row_count;
  return booked;
end $function$;

CREATE OR REPLACE FUNCTION public.check_call (
  p_org_id uuid,
  p_actor  uuid,
  p_call   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
  decision private.decision;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  s.org_id := p_org_id;
  s.purpose := private.default_purpose(p_org_id);
  s.phone_regions := '{}';
  s.phone_zones := '{}';
  s.auto_trigger_enabled := false;
  s := jsonb_populate_record(s, p_call);
  s.contact_id := private.plain_contact_id(s.contact_id);
  s.due_at := s.scheduled_at;
  decision := case when s.purpose is null then private.stop('purpose_missing') else private.judge_plan(s, s.scheduled_at) end;
  if decision.outcome = 'defer' then
    decision.until := (private.first_allowed(s, s.scheduled_at)).until;
  end if;
  return jsonb_build_object('outcome', 'checked'::public.answer_outcome,
    'decision', private.present_decision(decision, s.scheduled_at, 'plan', s.purpose));
end $function$;

CREATE OR REPLACE FUNCTION public.plan_rule_calls (
  p_rule_id uuid,
  p_limit   integer DEFAULT 500
)
  RETURNS TABLE (
    schedule_id       uuid,
    contact_id        text,
    contact_name      text,
    phone_enc         text,
    phone_hash        text,
    occasion          text,
    last_checkup_date date
  )
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select gen_random_uuid(), v.contact_id, v.contact_name, v.phone_enc, v.phone_hash, v.occasion, v.last_checkup_date
  from private.planned_contacts(p_rule_id, p_limit, true) v
  where v.would_call
  order by v.turn, v.contact_id
  limit p_limit
$function$;

CREATE OR REPLACE FUNCTION public.put_calling_policy (
  p_org_id uuid,
  p_actor  uuid,
  p_policy jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  p public.calling_policies;
  kept jsonb;
  refused text;
begin
  if private.role_of(p_org_id, p_actor) is distinct from 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  perform set_config('app.actor_id', p_actor::text, true);
  perform private.refuse_unknown_fields(p_policy,
    array['default_purpose', 'week', 'countries', 'blackouts', 'caps', 'min_gap_minutes', 'loosened']);
  perform from public.organizations o where o.id = p_org_id for no key update;
  kept := coalesce((select c.loosened from public.calling_policies c where c.org_id = p_org_id), '[]');
  p := jsonb_populate_record(null::public.calling_policies, p_policy);

  select case
      when r.id is null then format('There is no rule %s.', l ->> 'rule_id')
      when r.confidence not in ('vendor', 'ours') then format('%s is law: only a consent lifts it, and only where the law says so.', r.id)
      when l ->> 'until' is null then format('A loosening needs an end: %s has none.', r.id)
      else format('A loosening ends within a year, and not in the past: %s.', r.id) end
  into refused
  from jsonb_array_elements(p.loosened) l
  left join private.policy_rules r on r.id = l ->> 'rule_id'
  where not kept @> jsonb_build_array(l) and (
    r.id is null or r.confidence not in ('vendor', 'ours') or l ->> 'until' is null
    or (l ->> 'until')::timestamptz not between private.current_time() and private.current_time() + interval '1 year')
  limit 1;
  if refused is not null then
    return jsonb_build_object('outcome', 'invalid'::public.answer_outcome, 'field', 'loosened', 'reason', refused);
  end if;

  insert into public.calling_policies as c
    (org_id, default_purpose, week, countries, blackouts, caps, min_gap_minutes, loosened, updated_by)
  values (p_org_id, p.default_purpose, p.week, p.countries, p.blackouts, p.caps, p.min_gap_minutes, p.loosened, p_actor)
  on conflict (org_id) do update
  set default_purpose = excluded.default_purpose, week = excluded.week, countries = excluded.countries, blackouts = excluded.blackouts, caps = excluded.caps,
    min_gap_minutes = excluded.min_gap_minutes, loosened = excluded.loosened, updated_by = excluded.updated_by
  returning c.* into p;
  return jsonb_build_object('outcome', 'put'::public.answer_outcome, 'policy', to_jsonb(p));
end $function$;

REVOKE ALL ON FUNCTION "private"."are_countries"(text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_countries"(text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_countries"(text[]) TO "postgres";

REVOKE ALL ON FUNCTION "private"."default_purpose"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."default_purpose"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."default_purpose"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_contacts"(uuid, text[], uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_contacts"(uuid, text[], uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_contacts"(uuid, text[], uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."judge_country"(text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."judge_country"(text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."judge_country"(text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "private"."planned_contacts"(uuid, integer, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."planned_contacts"(uuid, integer, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."planned_contacts"(uuid, integer, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "private"."rang_about"(uuid, text, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."rang_about"(uuid, text, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."rang_about"(uuid, text, text, timestamp WITH time zone) TO "postgres";

ALTER TABLE "public"."calling_policies"
  ADD CONSTRAINT "calling_policies_countries_check" CHECK (private.are_countries(countries));
