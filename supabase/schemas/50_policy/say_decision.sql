-- The sentence of a decision, for a person. Nothing steers by it.
create function private.say_decision(d private.decision) returns text
language sql stable set search_path = '' as $$
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
$$;
revoke all on function private.say_decision(private.decision) from public, anon, authenticated, service_role;

-- How often a cap lets a number be called, as a person says it: "once in 24 hours", "3 times in 7 days", "2 times a day". A period is
-- written as SQL writes an interval.
create function private.say_cap(p_data jsonb) returns text
language sql immutable set search_path = '' as $$
  select case p_data ->> 'calls' when '1' then 'once' else (p_data ->> 'calls') || ' times' end || case p_data ->> 'period'
    when 'day' then ' a day' else ' in ' || regexp_replace(p_data ->> 'period', '^(\d+):00:00$', '\1 hours') end
$$;
revoke all on function private.say_cap(jsonb) from public, anon, authenticated, service_role;
