-- Keeps, once in each day of an organisation's calendar, how its cached contacts stand with their check-ups: as
-- private.contact_compliance counts them, with five days where no rule says. At most p_most organisations at a time, those that
-- have waited longest; cron comes back for the others. Says how many it kept.
create function private.keep_compliance(p_most integer default 50) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  kept integer;
begin
  with waiting as materialized (
    select o.id as org_id, (private.current_time() at time zone o.time_zone)::date as today,
      coalesce((
        select min(r.checkup_threshold_days) from public.call_schedule_rules r
        where r.org_id = o.id and r.is_active and r.rule_type = 'checkup_threshold'
          and (r.checkup_property is null or r.checkup_property = (
            select c.checkup_property from public.hubspot_connections c where c.org_id = o.id))), 5) as days
    from public.organizations o
    left join lateral (
      select max(d.counted_at) as counted_at from private.compliance_days d where d.org_id = o.id) latest on true
    where (latest.counted_at is null
        or (latest.counted_at at time zone o.time_zone)::date < (private.current_time() at time zone o.time_zone)::date)
      and exists (select from public.contacts c where c.org_id = o.id and c.removed_at is null)
    order by latest.counted_at nulls first, o.id
    limit p_most
  )
  insert into private.compliance_days (org_id, counted_at, within, overdue, unknown, threshold_days)
  select w.org_id, private.current_time(),
    count(*) filter (where c.last_checkup_date <= w.today and c.last_checkup_date + w.days > w.today),
    count(*) filter (where c.last_checkup_date + w.days <= w.today and c.last_checkup_date <= w.today),
    count(*) filter (where c.last_checkup_date is null or c.last_checkup_date > w.today),
    w.days
  from waiting w join public.contacts c on c.org_id = w.org_id and c.removed_at is null
  group by w.org_id, w.days
  on conflict do nothing;
  get diagnostics kept = row_count;
  return kept;
end $$;
revoke all on function private.keep_compliance(integer) from public, anon, authenticated, service_role;
