-- Appends to private.call_tallies by how much a statement has changed the counts of calls; nothing where it changed none.
create function private.tally_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select n.org_id, n.call_status, case when n.call_status = 'failed' then n.status_reason_code end, count(*),
      count(n.dial_after), count(*) filter (where n.attention)
    from new_rows n where n.deleted_at is null
    group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select o.org_id, o.call_status, case when o.call_status = 'failed' then o.status_reason_code end, -count(*),
      -count(o.dial_after), -count(*) filter (where o.attention)
    from old_rows o where o.deleted_at is null
    group by 1, 2, 3;
  else
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
    select c.org_id, c.call_status, case when c.call_status = 'failed' then c.status_reason_code end, sum(c.sign),
      coalesce(sum(c.sign) filter (where c.dial_after is not null), 0), coalesce(sum(c.sign) filter (where c.attention), 0)
    from (
      select 1 as sign, n.org_id, n.call_status, n.status_reason_code, n.dial_after, n.attention
      from new_rows n where n.deleted_at is null
      union all
      select -1, o.org_id, o.call_status, o.status_reason_code, o.dial_after, o.attention
      from old_rows o where o.deleted_at is null
    ) c
    group by 1, 2, 3
    having sum(c.sign) <> 0 or sum(c.sign) filter (where c.dial_after is not null) <> 0
      or sum(c.sign) filter (where c.attention) <> 0;
  end if;
  return null;
end $$;
revoke all on function private.tally_calls() from public;

create trigger call_schedules_tally_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.tally_calls();
create trigger call_schedules_tally_update after update on public.call_schedules
  referencing old table as old_rows new table as new_rows for each statement execute function private.tally_calls();
create trigger call_schedules_tally_delete after delete on public.call_schedules
  referencing old table as old_rows for each statement execute function private.tally_calls();
