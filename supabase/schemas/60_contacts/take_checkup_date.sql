-- A call booked by hand that waits for a check-up to be old enough takes the date that HubSpot has, if it brings none.
create function private.take_checkup_date() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.auto_trigger_enabled and new.last_checkup_date is null then
    new.last_checkup_date := (
      select c.last_checkup_date from public.contacts c
      where c.org_id = new.org_id and c.contact_id = new.contact_id and c.removed_at is null);
  end if;
  return new;
end $$;
revoke all on function private.take_checkup_date() from public;

-- By name before call_schedules_due, which counts from this date.
create trigger call_schedules_checkup before insert or update of auto_trigger_enabled, contact_id
  on public.call_schedules for each row execute function private.take_checkup_date();
