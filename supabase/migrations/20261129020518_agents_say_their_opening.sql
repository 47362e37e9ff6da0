SET local check_function_bodies = off;

ALTER TABLE "public"."agents"
  ADD COLUMN "opening" public.opening_mark[];

ALTER TABLE "public"."agents"
  ADD COLUMN "dispositions" jsonb NOT NULL DEFAULT '[]'::jsonb;

CREATE TYPE "public"."disposition" AS ENUM (
  'none',
  'opt_out_all',
  'opt_out_marketing',
  'opt_out_topic',
  'wrong_number',
  'call_later'
);

CREATE OR REPLACE FUNCTION private.are_dispositions (
  p_list jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_typeof(p_list) = 'array' and jsonb_array_length(p_list) <= 20 and octet_length(p_list::text) <= 16384
    and (select coalesce(bool_and(
      jsonb_typeof(l) = 'object' and l - array['path', 'values'] = '{}'
      and (l ->> 'path') ~ '^\$(\.(\*|[^.*$]{1,100})){1,10}$' and private.is_text(l ->> 'path', 300)
      and jsonb_typeof(l -> 'values') = 'object' and (
        select count(*) between 1 and 50 and bool_and(private.is_text(v.key, 100) and v.key = lower(v.key)
          and v.value = any (enum_range(null::public.disposition)::text[]))
        from jsonb_each_text(case when jsonb_typeof(l -> 'values') = 'object' then l -> 'values' else '{}' end) v)), true)
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) l)
$function$;

CREATE OR REPLACE FUNCTION private.judge_policy (
  s           public.call_schedules,
  t           private.call_terms,
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
  of_number private.decision;
  of_hours private.decision;
  calls_by record;
begin
  of_number := private.judge_number(s, t.purpose, p_at, (w.demands #>> '{consent,kind}')::public.consent_kind,
    w.demands -> 'registries', (w.demands #>> '{refusal,interval}')::interval);
  if of_number.outcome = 'stop' then
    return private.name_rules(of_number, w.demands);
  end if;
  select o.queue_deadline_seconds, to_jsonb(a.opening) as opening into calls_by
  from public.organizations o left join public.agents a on a.id = s.agent_id
  where o.id = s.org_id;
  -- null: nobody has said what the agent says.
  if not calls_by.opening @> (w.demands -> 'opening') then
    return private.stop('agent_opening_missing', private.missing_marks(calls_by.opening, w.demands));
  end if;
  of_hours := private.judge_hours(t, w, p_at, calls_by.queue_deadline_seconds);
  if of_hours.outcome = 'stop' then
    return of_hours;
  end if;
  return private.later_decision(private.later_decision(private.name_rules(of_number, w.demands), of_hours),
    private.judge_caps(s, w, p_at, p_law_alone));
end $function$;

CREATE OR REPLACE FUNCTION private.missing_marks (
  p_opening jsonb,
  p_demands jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('missing', jsonb_agg(distinct m.mark order by m.mark), 'rules', jsonb_agg(distinct r.id order by r.id))
  from private.policy_rules r cross join unnest(r.opening) m (mark)
  where r.aspect = 'opening' and p_demands -> 'rules' ? r.id and not p_opening ? m.mark::text
$function$;

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
        select jsonb_build_object('calls', (c ->> 'calls')::integer, 'per', (c ->> 'per')::interval, 'per_day', false)
        from own o cross join lateral jsonb_array_elements(o.caps) c
      ) c),
    'min_gap_minutes', coalesce((select o.min_gap_minutes from own o), 0)
  )
$function$;

CREATE OR REPLACE FUNCTION private.save_agent (
  p_org_id   uuid,
  p_agent_id uuid,
  p_agent    jsonb
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  a public.agents;
begin
  perform private.require_admin(p_org_id);
  perform private.refuse_unknown_fields(p_agent, array['name', 'bolna_agent_id', 'from_number', 'is_active', 'opening',
    'dispositions']);
  if p_agent_id is null then
    a.is_active := true;
    a.opening := '{}';
    a.dispositions := '[]';
    a := jsonb_populate_record(a, p_agent);
    insert into public.agents (org_id, name, bolna_agent_id, from_number, is_active, opening, dispositions)
    values (p_org_id, a.name, a.bolna_agent_id, a.from_number, a.is_active, a.opening, a.dispositions) returning id into p_agent_id;
    return p_agent_id;
  end if;
  select c.* into a from public.agents c where c.id = p_agent_id and c.org_id = p_org_id for no key update;
  if not found then
    raise exception 'the organisation has no such agent' using errcode = 'PT404';
  end if;
  a := jsonb_populate_record(a, p_agent);
  update public.agents c
  set name = a.name, bolna_agent_id = a.bolna_agent_id, from_number = a.from_number, is_active = a.is_active,
    opening = a.opening, dispositions = a.dispositions
  where c.id = p_agent_id;
  return p_agent_id;
end $function$;

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
    when 'consent_missing' then format('%s calls by an artificial voice need a consent (%s); none is recorded.',
      d.data ->> 'purpose', d.data ->> 'kind')
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

CREATE OR REPLACE FUNCTION private.withdraw_revoked_calls()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
begin
  perform private.refuse_call((h.s).id, d.decision)
  from (
    select s from public.call_schedules s
    where s.org_id = new.org_id and s.contact_phone_hash = new.phone_hash and s.contact_id = new.contact_id
      and s.call_status = 'scheduled' and s.deleted_at is null and s.purpose = any (new.purposes)
    order by s.id
    for no key update
  ) h
  cross join lateral (select private.judge_plan(h.s, now_is) as decision offset 0) d
  where (d.decision).code in ('consent_revoked', 'consent_missing', 'consent_expired', 'consent_scope');
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.call_dispositions (
  p_execution_id text,
  p_call_ref     uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce((
    select a.dispositions
    from public.call_attempts t join public.agents a on a.id = t.agent_id
    where t.bolna_execution_id = p_execution_id or t.id = p_call_ref and t.bolna_execution_id is null
    limit 1), '[]')
$function$;

REVOKE ALL ON FUNCTION "public"."call_dispositions"(text, uuid) FROM PUBLIC, "anon", "authenticated";

CREATE OR REPLACE FUNCTION public.policy_health()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with waiting as materialized (
    select s.org_id, s.id from public.call_schedules s
    where s.dial_after is not null and s.status_reason_code = 'registry_check_stale' limit 1000
  )
  select jsonb_build_object(
    'silent_agents', (
      select coalesce(jsonb_agg(jsonb_build_object('org_slug', q.slug, 'agent', q.name) order by q.slug, q.name), '[]')
      from (
        select o.slug, a.name from public.agents a join public.organizations o on o.id = a.org_id
        where a.is_active and a.opening is null
        order by o.slug, a.name limit 20
      ) q),
    'waiting_for_registries', (
      select coalesce(jsonb_agg(jsonb_build_object('org_slug', q.slug, 'registry', q.registry, 'calls', q.calls)
        order by q.slug, q.registry), '[]')
      from (
        select o.slug, coalesce(d.registry, 'a registry') as registry, count(*) as calls
        from waiting w
        join public.organizations o on o.id = w.org_id
        left join lateral (
          select l.data ->> 'registry' as registry from public.call_decisions l
          where l.org_id = w.org_id and l.schedule_id = w.id and l.code = 'registry_check_stale'
          order by l.id desc limit 1
        ) d on true
        group by 1, 2
      ) q))
$function$;

REVOKE ALL ON FUNCTION "public"."policy_health"() FROM PUBLIC, "anon", "authenticated";

ALTER TABLE "public"."agents"
  ADD CONSTRAINT "agents_opening_check" CHECK (((cardinality(opening) <= 5) AND (array_position(opening, NULL::public.opening_mark) IS NULL)));

CREATE TRIGGER consents_withdraw
  AFTER UPDATE OF revoked_at ON public.consents
  FOR EACH ROW
  WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL)))
  EXECUTE FUNCTION private.withdraw_revoked_calls();

REVOKE ALL ON FUNCTION "private"."are_dispositions"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."are_dispositions"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_dispositions"(jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "private"."are_dispositions"(jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "private"."missing_marks"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."missing_marks"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."missing_marks"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."withdraw_revoked_calls"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."withdraw_revoked_calls"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."withdraw_revoked_calls"() TO "postgres";

REVOKE ALL ON FUNCTION "public"."call_dispositions"(text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_dispositions"(text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."call_dispositions"(text, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "public"."policy_health"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."policy_health"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."policy_health"() TO "service_role";

ALTER TABLE "public"."agents"
  ADD CONSTRAINT "agents_dispositions_check" CHECK (private.are_dispositions(dispositions));

-- What windows ask of calls is made anew by cron within a minute, and by whoever judges until then: now it says what an agent
-- must say too.
-- changes data of private.calling_windows.demands_until: they are to be made anew
UPDATE private.calling_windows SET demands_until = '-infinity';
