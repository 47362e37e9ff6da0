-- Appends to private.call_tallies by how much a statement has changed the counts of calls; nothing where it changed none.
create function private.tally_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select n.org_id, 'call'::public.tally_subject, date_bin('15 minutes', n.due_at, '2000-01-01Z'), n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status,
      case when n.call_status in ('completed', 'failed', 'cancelled') then n.status_reason_code end, count(*), count(n.dial_after),
      count(*) filter (where n.attention)
    from new_rows n where n.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  elsif tg_op = 'DELETE' then
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      is_gone, quantity, removed, waiting, attention)
    select o.org_id, 'call'::public.tally_subject, date_bin('15 minutes', o.due_at, '2000-01-01Z'), o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status,
      case when o.call_status in ('completed', 'failed', 'cancelled') then o.status_reason_code end,
      o.call_status in ('completed', 'failed', 'cancelled'), -count(*), count(*), -count(o.dial_after), -count(*) filter (where o.attention)
    from old_rows o where o.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
  else
    insert into private.call_tallies (org_id, subject, starts_at, agent_id, topic, campaign_id, rule_id, call_status, reason_code,
      quantity, waiting, attention)
    select c.org_id, 'call'::public.tally_subject, date_bin('15 minutes', c.due_at, '2000-01-01Z'), c.agent_id, c.call_topic, c.campaign_id, c.rule_id, c.call_status,
      case when c.call_status in ('completed', 'failed', 'cancelled') then c.status_reason_code end, sum(c.sign),
      coalesce(sum(c.sign) filter (where c.dial_after is not null), 0), coalesce(sum(c.sign) filter (where c.attention), 0)
    from (
      select 1 as sign, n.org_id, n.due_at, n.agent_id, n.call_topic, n.campaign_id, n.rule_id, n.call_status, n.status_reason_code, n.dial_after,
        n.attention
      from new_rows n where n.deleted_at is null
      union all
      select -1, o.org_id, o.due_at, o.agent_id, o.call_topic, o.campaign_id, o.rule_id, o.call_status, o.status_reason_code, o.dial_after,
        o.attention
      from old_rows o where o.deleted_at is null
    ) c
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
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

-- A call is taken off the lists by its user: the counts lose it, and what has ever happened does not (private.tallied_counters).
create function private.tally_removed_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.call_tallies (org_id, subject, starts_at, call_status, reason_code, is_gone, removed)
  values (new.org_id, 'call'::public.tally_subject, date_bin('15 minutes', new.due_at, '2000-01-01Z'), new.call_status,
    new.status_reason_code, true, 1);
  return null;
end $$;
revoke all on function private.tally_removed_call() from public;

create trigger call_schedules_tally_removed after update of deleted_at on public.call_schedules
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function private.tally_removed_call();
