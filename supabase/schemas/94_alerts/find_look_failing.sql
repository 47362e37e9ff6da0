-- A rule could not be looked at for so many seconds: what it would find nobody is told.
create function private.find_look_failing() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select null::uuid, r.code::text, round(extract(epoch from private.current_time() - r.failing_since)),
    jsonb_build_object('rule', r.code, 'failure', left(r.failure, 500))
  from private.alert_rules r
  where r.failing_since <= private.current_time() - make_interval(secs => private.alert_threshold('look_failing')::double precision)
$$;
revoke all on function private.find_look_failing() from public, anon, authenticated, service_role;
