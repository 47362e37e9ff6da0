-- Something that grows could not be pruned for so many seconds.
create function private.find_retention_behind() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select null::uuid, r.name::text, round(extract(epoch from private.current_time() - r.failing_since)),
    jsonb_build_object('name', r.name, 'failure', left(r.failure, 500))
  from private.retention r
  where r.failing_since <= private.current_time()
    - make_interval(secs => private.alert_threshold('retention_behind')::double precision)
$$;
revoke all on function private.find_retention_behind() from public, anon, authenticated, service_role;
