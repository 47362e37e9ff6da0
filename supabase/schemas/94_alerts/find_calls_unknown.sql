-- Of so many of an organisation's calls nobody has known for five minutes whether they were made. Read of the live attempts alone
-- (call_attempts_next_check_idx), of which there are no more than lines.
create function private.find_calls_unknown() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select t.org_id, '', u.calls::numeric, '{}'::jsonb
  from (
    select a.org_id, count(*) as calls from public.call_attempts a
    where a.state = 'unknown' and a.next_check_at is not null and a.claimed_at <= private.current_time() - interval '5 minutes'
    group by a.org_id
  ) u
  join private.organizations_to_tell('calls_unknown') t on t.org_id = u.org_id
  where u.calls >= t.threshold and u.calls > 0
$$;
revoke all on function private.find_calls_unknown() from public, anon, authenticated, service_role;
