-- What was written to the audit trail so many seconds ago is not sealed: until it is, a change of it would not be seen.
create function private.find_sealing_behind() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select null::uuid, '', u.seconds, '{}'::jsonb
  from (select private.unsealed_seconds() as seconds) u
  where u.seconds >= private.alert_threshold('sealing_behind')
$$;
revoke all on function private.find_sealing_behind() from public, anon, authenticated, service_role;
