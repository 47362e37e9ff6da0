-- Check-up compliance of an organisation whose contacts are not cached, for its members: of the contacts of its calls, by their
-- latest known check-up date against its own threshold, in the organisation's calendar. What was folded is counted, and what is
-- news looked at now (private.checkup_standings). null for whoever is no member.
create function private.schedule_compliance(p_org_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  -- Once, and not for every row.
  today constant date := (
    select (private.current_time() at time zone o.time_zone)::date from public.organizations o
    where o.id = p_org_id and o.id in (select private.my_org_ids()));
begin
  if today is null then
    return null;
  end if;
  return (
  with news as materialized (
    select distinct n.contact_id from private.checkup_news n where n.org_id = p_org_id
  ), standing as (
    select c.overdue_on, c.contacts from private.checkup_counts c where c.org_id = p_org_id
    union all
    select c.overdue_on, -1
    from news n join private.checkup_standings c on c.org_id = p_org_id and c.contact_id = n.contact_id
    union all
    select s.overdue_on, 1
    from news n cross join lateral private.checkup_of(p_org_id, n.contact_id) s where s.is_there
  ), counted as (
    select
      coalesce(sum(s.contacts) filter (where s.overdue_on > today), 0) as within,
      coalesce(sum(s.contacts) filter (where s.overdue_on <= today), 0) as overdue,
      coalesce(sum(s.contacts) filter (where s.overdue_on is null), 0) as unknown
    from standing s
  )
  select jsonb_build_object('within', c.within, 'overdue', c.overdue, 'unknown', c.unknown,
    'rate', round(c.within::numeric / nullif(c.within + c.overdue, 0), 4))
  from counted c);
end $$;
revoke all on function private.schedule_compliance(uuid) from public, anon, authenticated, service_role;
grant execute on function private.schedule_compliance(uuid) to authenticated;
