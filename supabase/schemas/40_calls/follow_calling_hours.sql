-- Another time zone moves midnight, and with it the due time of every check-up call that is not over (set_due_at does it).
-- Other hours, or the same in another zone, have what waits for them judged anew.
create function private.follow_calling_hours() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s set not_before = null
  where s.org_id = new.id and s.dial_after is not null and s.status_reason_code = 'outside_window'
    and s.not_before is not null;
  if new.time_zone <> old.time_zone then
    update public.call_schedules s set scheduled_at = s.scheduled_at
    where s.org_id = new.id and s.call_status in ('scheduled', 'in_progress') and s.auto_trigger_enabled;
  end if;
  return null;
end $$;
revoke all on function private.follow_calling_hours() from public;

create trigger organizations_calling_hours
  after update of time_zone, calling_hours_from, calling_hours_to on public.organizations
  for each row when ((old.time_zone, old.calling_hours_from, old.calling_hours_to)
    is distinct from (new.time_zone, new.calling_hours_from, new.calling_hours_to))
  execute function private.follow_calling_hours();
