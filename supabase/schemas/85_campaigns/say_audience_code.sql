-- A code of the judge's as it is told of many contacts at once, for a person. What it says of one stands beside that contact.
create function private.say_audience_code(p_code public.reason_code) returns text
language sql immutable set search_path = '' as $$
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
$$;
revoke all on function private.say_audience_code(public.reason_code) from public, anon, authenticated, service_role;
