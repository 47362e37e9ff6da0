-- The organisations whose rules are to be evaluated: after a completed sync, and once on each new day of their calendar.
-- A connection whose first sync is not complete has nothing to go by.
create function private.organizations_to_evaluate() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.org_id
  from public.hubspot_connections c
  join public.organizations o on o.id = c.org_id
  where c.removed_at is null and c.synced_until is not null
    and (c.rules_pending or c.rules_evaluated_on is distinct from (private.current_time() at time zone o.time_zone)::date)
$$;
revoke all on function private.organizations_to_evaluate() from public;
