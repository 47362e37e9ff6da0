-- Check-up compliance of an organisation whose contacts are not cached: of the contacts of its schedules, by their latest known
-- check-up date against its own threshold, in the organisation's calendar. The caller's row-level security applies.
create function private.schedule_compliance(p_org_id uuid) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
  with latest as (
    select distinct on (s.contact_id) s.contact_id, s.last_checkup_date, s.checkup_threshold_days
    from public.call_schedules s
    where s.org_id = p_org_id and s.deleted_at is null
    order by s.contact_id, s.last_checkup_date desc nulls last, s.created_at desc
  ), counted as (
    select
      count(*) filter (where last_checkup_date + checkup_threshold_days > today.day) as within,
      count(*) filter (where last_checkup_date + checkup_threshold_days <= today.day) as overdue,
      count(*) filter (where last_checkup_date is null) as unknown
    from latest
    cross join (
      select (private.current_time() at time zone o.time_zone)::date as day from public.organizations o where o.id = p_org_id
    ) today
  )
  select jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
    'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4))
  from counted c);
end $$;
revoke all on function private.schedule_compliance(uuid) from public, anon, authenticated, service_role;
grant execute on function private.schedule_compliance(uuid) to authenticated;
