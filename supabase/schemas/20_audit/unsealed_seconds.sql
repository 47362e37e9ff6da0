-- For how long the oldest row of the trail that is not sealed yet has been there; null: all of it is sealed. One look into an index.
create function private.unsealed_seconds() returns numeric
language sql stable security definer set search_path = '' as $$
  select round(extract(epoch from private.current_time() - a.occurred_at))
  from public.audit_log a where a.id > (select s.sealed_to from private.audit_sealing s) order by a.id limit 1
$$;
revoke all on function private.unsealed_seconds() from public, anon, authenticated, service_role;
