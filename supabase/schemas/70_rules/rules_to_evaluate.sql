-- The active rules that are to be evaluated now, in the order of their making. p_org_id: that organisation's, in any case.
-- An organisation without an active rule is done with this, so that its first rule waits for the next sync like any other.
create function public.rules_to_evaluate(p_org_id uuid default null) returns table (org_id uuid, rule_id uuid)
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.org_id from private.organizations_to_evaluate() e (org_id)
    where p_org_id is null
    union
    select c.org_id from public.hubspot_connections c
    where c.org_id = p_org_id and c.removed_at is null and c.synced_until is not null
  ), without_rules as (
    update public.hubspot_connections c
    set rules_pending = false, rules_evaluated_on = (private.current_time() at time zone o.time_zone)::date
    from due d join public.organizations o on o.id = d.org_id
    where c.org_id = d.org_id
      and not exists (select from public.call_schedule_rules r where r.org_id = c.org_id and r.is_active)
  )
  select r.org_id, r.id
  from due d
  join public.call_schedule_rules r on r.org_id = d.org_id and r.is_active
  order by r.org_id, r.created_at, r.id
$$;
revoke all on function public.rules_to_evaluate(uuid) from public, anon, authenticated, service_role;
grant execute on function public.rules_to_evaluate(uuid) to service_role;
