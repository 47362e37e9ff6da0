-- Is this a reason that another calling policy, another law or another number might take away.
create function private.is_policy_code(p_code public.reason_code) returns boolean
language sql immutable set search_path = '' as $$
  select p_code in ('outside_window', 'outside_intersection', 'closing_soon', 'weekday_closed', 'holiday', 'holiday_data_missing',
    'blackout', 'cap_number', 'cap_subject', 'min_gap', 'talk_quiet_period', 'registry_check_stale', 'refusal_period')
$$;
revoke all on function private.is_policy_code(public.reason_code) from public, anon, authenticated, service_role;
