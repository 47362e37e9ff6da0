-- A call that rang somebody is written back, where the organisation is connected to HubSpot and its contact is one of
-- HubSpot's. In the settling transaction: whatever settles the call, its entry is there, or neither is.
create function private.enter_crm_outbox() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Asked first: an insert of no rows still runs what follows from an insert.
  if exists (
    select from public.hubspot_connections c
    where c.org_id = new.org_id and c.removed_at is null and c.write_back_enabled
  ) then
    insert into public.crm_outbox (id, org_id, schedule_id, attempt_id, contact_id, engagement_sent_at)
    -- The attempt's own id, and so the same engagement, should the database be brought back to before it and the call be adopted
    -- again: then HubSpot may have it and it is looked for first.
    select new.id, new.org_id, new.schedule_id, new.id, s.contact_id, case when new.worker = 'recovery' then new.claimed_at end
    from public.call_schedules s
    where s.id = new.schedule_id and s.contact_id ~ '^[1-9][0-9]{0,17}$'
    on conflict (attempt_id) do nothing;
  end if;
  return null;
end $$;
revoke all on function private.enter_crm_outbox() from public;

create trigger call_attempts_write_back after update of state on public.call_attempts
  for each row when (old.state <> 'ended' and new.state = 'ended' and (
    new.outcome in ('completed', 'no_answer', 'busy', 'failed', 'error', 'lost')
    or (new.outcome = 'stopped' and (new.answered or new.conversation_seconds > 0))
    or (new.outcome = 'settled_by_hand' and new.reason_code = 'placed_by_hand')))
  execute function private.enter_crm_outbox();
