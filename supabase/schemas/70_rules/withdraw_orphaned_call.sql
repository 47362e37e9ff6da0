-- A rule's call that was under way when the rule went, or when HubSpot was disconnected, is not tried again.
create function private.withdraw_orphaned_call() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.rule_id is null then
    new.call_status := 'cancelled';
    new.status_reason_code := 'rule_deleted';
    new.status_reason := 'The rule that planned this call was deleted.';
  elsif exists (select from public.hubspot_connections c where c.org_id = new.org_id and c.removed_at is not null) then
    new.call_status := 'cancelled';
    new.status_reason_code := 'hubspot_disconnected';
    new.status_reason := 'HubSpot was disconnected, so that nobody can look whether this call is still wanted.';
  end if;
  if new.call_status = 'cancelled' then
    new.retry_at := null;
  end if;
  return new;
end $$;
revoke all on function private.withdraw_orphaned_call() from public;

create trigger call_schedules_withdraw_orphaned before update of call_status on public.call_schedules
  for each row when (old.call_status = 'in_progress' and new.call_status = 'scheduled' and new.occasion is not null)
  execute function private.withdraw_orphaned_call();
