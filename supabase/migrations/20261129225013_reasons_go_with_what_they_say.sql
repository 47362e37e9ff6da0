SET local check_function_bodies = off;

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
  perform private.keep_windows(array(select private.call_terms(s) from public.call_schedules s where s.id = any (waiting)));
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
    if asked_alike is distinct from c.alike or (c.from_at > asked_from and c.from_at >= coalesce(may_leave, c.from_at)) then
      asked_alike := c.alike;
      asked_from := c.from_at;
      may_leave := private.earliest_start(c.call);
    end if;
    if c.not_before is distinct from may_leave then
      moved := moved || c.id;
      moments := moments || may_leave;
    end if;
  end loop;
  -- Who need not wait any more carries no reason for it.
  update public.call_schedules s
  set not_before = m.not_before,
    status_reason_code = case when m.not_before is not null then s.status_reason_code end,
    status_reason = case when m.not_before is not null then s.status_reason end
  from unnest(moved, moments) as m (id, not_before)
  where s.id = any (moved) and s.id = m.id;
  if coalesce(cardinality(waiting), 0) < p_limit then
    delete from private.policy_changes p where p.org_id = p_org_id;
  else
    update private.policy_changes p set done_to = waiting[p_limit] where p.org_id = p_org_id;
  end if;
  return coalesce(cardinality(waiting), 0);
end $function$;

CREATE OR REPLACE FUNCTION private.plan_call (
  s public.call_schedules
)
  RETURNS private.decision
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  decision constant private.decision := private.first_allowed(s, greatest(s.due_at, private.current_time()));
  moved_to constant timestamptz := case when decision.outcome = 'defer' then decision.until end;
begin
  if decision.outcome = 'stop' then
    return decision;
  end if;
  update public.call_schedules c
  set not_before = moved_to,
    status_reason_code = case when moved_to is not null then decision.code end,
    status_reason = case when moved_to is not null then left(private.say_decision(decision), 1000) end
  where c.id = s.id and (moved_to is not null or c.not_before is not null);
  perform private.keep_decision(s, decision, 'plan');
  perform private.keep_window(decision.terms);
  return decision;
end $function$;

CREATE OR REPLACE FUNCTION private.say_cap (
  p_data jsonb
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case p_data ->> 'calls' when '1' then 'once' else (p_data ->> 'calls') || ' times' end || case p_data ->> 'period'
    when 'day' then ' a day' else ' in ' || regexp_replace(p_data ->> 'period', '^(\d+):00:00$', '\1 hours') end
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
    when 'restored' then coalesce('The operator has paused all calling: ' || (d.data ->> 'reason'),
      'Since the database was restored, this call or its number waits for the word of an admin of the organisation.')
    when 'organisation_paused' then 'Calling is paused: ' || (d.data ->> 'reason')
    when 'inactive' then 'The schedule is not active.'
    when 'agent_inactive' then 'The schedule''s agent is not active.'
    when 'number_busy' then 'Another call to this number is under way.'
    when 'no_free_line' then format('All %s lines of the organisation are in use.', d.data ->> 'lines')
    when 'dial_quota' then format('The %s calls that the operator allows the organisation a day are made.',
      d.data ->> 'max_dials_per_day')
    when 'campaign_paused' then format('The campaign is paused since %s: %s', d.data ->> 'since', d.data ->> 'reason')
    when 'campaign_cancelled' then 'The campaign was cancelled.'
    when 'not_due' then 'The call is not due yet.'
    when 'retry_wait' then format('%s at %s: it is tried again from %s.', initcap(replace(d.data ->> 'last_outcome', '_', ' ')),
      left(d.data ->> 'when', 16), d.until)
    when 'attempts_exhausted' then format('%s attempts were made, the last of which came to %s; no try is left.',
      d.data ->> 'attempts', replace(d.data ->> 'last_outcome', '_', ' '))
    when 'outcome_unknown' then 'It is not known whether the last call was placed, and nobody is called twice.'
    when 'country_not_enabled' then format('Calls to %s are not switched on for this organisation.', d.data ->> 'country')
    when 'purpose_missing' then 'The call says no purpose, and the organisation has every call say one.'
    when 'cap_subject' then format('This number may be called %s about %s (%s), and has been.', private.say_cap(d.data),
      d.data ->> 'topic', d.data ->> 'whose')
    when 'outside_window' then case
      when not d.data ? 'zone' then 'It is outside the organisation''s calling hours: the call waits until they begin.'
      else format('%s in %s is outside the hours of %s%s.', d.data ->> 'local', d.data ->> 'zone', coalesce(nullif(d.data ->> 'whose', '*'), 'the default policy'),
        coalesce(' (' || (d.data ->> 'window') || ')', '')) end
    when 'outside_intersection' then format('The zone is one of %s, and it is not open in all of them: in %s it is %s.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z), d.data ->> 'zone', d.data ->> 'local')
    when 'closing_soon' then 'The hours in which the person may be called end too soon for this call.'
    when 'weekday_closed' then format('%s in %s: %s allows no %s calls on a %s.', d.data ->> 'local', d.data ->> 'zone', coalesce(nullif(d.data ->> 'whose', '*'), 'the default policy'),
      (d.terms).purpose, d.data ->> 'weekday')
    when 'holiday' then format('%s is %s in %s%s.', left(d.data ->> 'local', 10), d.data ->> 'name', d.data ->> 'jurisdiction',
      case d.data ->> 'certainty' when 'predicted' then ', or the day beside it: the date is a prediction' else '' end)
    when 'holiday_data_missing' then format('The holidays of %s in %s are not known yet.', d.data ->> 'missing', d.data ->> 'jurisdiction')
    when 'blackout' then format('%s to %s is closed by %s: %s', d.data ->> 'from', d.data ->> 'to', d.data ->> 'whose', d.data ->> 'reason')
    when 'zone_unknown' then 'No time zone can be told from the contact or the number.'
    when 'zone_too_wide' then format('The possible zones %s share no open hour.',
      (select string_agg(z, ', ') from jsonb_array_elements_text(d.data -> 'zones') z))
    when 'cap_number' then format('This number may be called %s (%s), and has been.', private.say_cap(d.data), d.data ->> 'whose')
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

CREATE OR REPLACE FUNCTION private.set_due_at()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if new.auto_trigger_enabled and new.last_checkup_date is null then
    new.last_checkup_date := (
      select c.last_checkup_date from public.contacts c
      where c.org_id = new.org_id and c.contact_id = new.contact_id and c.removed_at is null);
  end if;
  new.due_at := new.scheduled_at;
  if new.auto_trigger_enabled and new.last_checkup_date is not null then
    new.due_at := least(new.scheduled_at, (
      select (new.last_checkup_date + new.checkup_threshold_days)::timestamp at time zone o.time_zone
      from public.organizations o where o.id = new.org_id
    ));
  end if;
  if tg_op = 'UPDATE' and new.due_at <> old.due_at then
    if old.not_before is not null and new.status_reason_code is not distinct from old.status_reason_code then
      new.status_reason_code := null;
      new.status_reason := null;
    end if;
    new.not_before := null;
    new.contact_unread_since := null;
  end if;
  return new;
end $function$;

REVOKE ALL ON FUNCTION "private"."say_cap"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."say_cap"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."say_cap"(jsonb) TO "postgres";
