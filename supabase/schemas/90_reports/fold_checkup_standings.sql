-- Where a contact stands by its calls that are not deleted: the day on which its check-up is overdue (null: none is known), and
-- whether it has a call at all.
create function private.checkup_of(p_org_id uuid, p_contact_id text, out overdue_on date, out is_there boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  select s.last_checkup_date + s.checkup_threshold_days into overdue_on
  from public.call_schedules s
  where s.org_id = p_org_id and s.contact_id = p_contact_id and s.deleted_at is null
  order by s.last_checkup_date desc nulls last, s.created_at desc, s.id
  limit 1;
  is_there := found;
end $$;
revoke all on function private.checkup_of(uuid, text) from public, anon, authenticated, service_role;

-- Brings standings and counts up to the news, at most p_most of them, and says how many there were. News and calls are read at
-- one moment: what is written meanwhile stays news. One at a time; a second one leaves it to the first.
create function private.fold_checkup_standings(p_most integer default 100000) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('private.checkup_standings')) then
    return 0;
  end if;
  with taken as (
    delete from private.checkup_news n
    where (n.org_id, n.id) in (select o.org_id, o.id from private.checkup_news o limit p_most)
    returning n.org_id, n.contact_id
  ), moved as materialized (
    select t.org_id, t.contact_id, w.org_id is not null as was_there, w.overdue_on as was, c.is_there, c.overdue_on as now_is
    from (select distinct k.org_id, k.contact_id from taken k) t
    left join private.checkup_standings w on w.org_id = t.org_id and w.contact_id = t.contact_id
    cross join lateral private.checkup_of(t.org_id, t.contact_id) c
  ), gone as (
    delete from private.checkup_standings c using moved m
    where c.org_id = m.org_id and c.contact_id = m.contact_id and not m.is_there
  ), kept as (
    insert into private.checkup_standings (org_id, contact_id, overdue_on)
    select m.org_id, m.contact_id, m.now_is from moved m where m.is_there and (not m.was_there or m.now_is is distinct from m.was)
    on conflict (org_id, contact_id) do update set overdue_on = excluded.overdue_on
  ), counted as (
    insert into private.checkup_counts (org_id, overdue_on, contacts)
    select d.org_id, d.overdue_on, sum(d.change)
    from (
      select m.org_id, m.was as overdue_on, -1 as change from moved m where m.was_there
      union all
      select m.org_id, m.now_is, 1 from moved m where m.is_there
    ) d
    group by d.org_id, d.overdue_on having sum(d.change) <> 0
    on conflict (org_id, overdue_on) do update set contacts = checkup_counts.contacts + excluded.contacts
  )
  select count(*) into folded from taken;
  delete from private.checkup_counts c where c.contacts = 0;
  return folded;
end $$;
revoke all on function private.fold_checkup_standings(integer) from public, anon, authenticated, service_role;

-- Makes them anew, as after calls were written with the triggers off (a load, a benchmark).
create function private.recount_checkup_standings() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.call_schedules in share mode;
  delete from private.checkup_news;
  delete from private.checkup_standings;
  delete from private.checkup_counts;
  insert into private.checkup_standings (org_id, contact_id, overdue_on)
  select distinct on (s.org_id, s.contact_id) s.org_id, s.contact_id, s.last_checkup_date + s.checkup_threshold_days
  from public.call_schedules s where s.deleted_at is null
  order by s.org_id, s.contact_id, s.last_checkup_date desc nulls last, s.created_at desc, s.id;
  insert into private.checkup_counts (org_id, overdue_on, contacts)
  select c.org_id, c.overdue_on, count(*) from private.checkup_standings c group by 1, 2;
end $$;
revoke all on function private.recount_checkup_standings() from public, anon, authenticated, service_role;
