-- Keeps due_at true: the earlier of scheduled_at and the start of the day on which the check-up is old enough.
create function private.set_due_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.due_at := new.scheduled_at;
  if new.auto_trigger_enabled and new.last_checkup_date is not null then
    new.due_at := least(new.scheduled_at, (
      select (new.last_checkup_date + new.checkup_threshold_days)::timestamp at time zone o.time_zone
      from public.organizations o where o.id = new.org_id
    ));
  end if;
  return new;
end $$;
revoke all on function private.set_due_at() from public;
