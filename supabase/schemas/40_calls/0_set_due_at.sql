-- Keeps due_at true: the earlier of scheduled_at and the start of the day on which the check-up is old enough. A call that
-- waits for a check-up and brings no date takes the one that HubSpot has. Another time is judged anew: what made the call wait
-- was said of the old one.
create function private.set_due_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.auto_trigger_enabled and new.last_checkup_date is null then
    new.last_checkup_date := (
      select c.last_checkup_date from public.contacts c
      where c.org_id = new.org_id and c.contact_id = new.contact_id and c.removed_at is null);
  end if;
  new.due_at := new.scheduled_at;
  if new.auto_trigger_enabled and new.last_checkup_date is not null then
    new.due_at := least(new.scheduled_at, (
      select (new.last_checkup_date + new.checkup_threshold_days)::timestamp at time zone o.time_zone
      from public.organizations o where o.id = new.org_id
    ));
  end if;
  if tg_op = 'UPDATE' and new.due_at <> old.due_at then
    if old.not_before is not null and new.status_reason_code is not distinct from old.status_reason_code then
      new.status_reason_code := null;
      new.status_reason := null;
    end if;
    new.not_before := null;
    new.contact_unread_since := null;
  end if;
  return new;
end $$;
revoke all on function private.set_due_at() from public;
