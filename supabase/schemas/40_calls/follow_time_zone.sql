-- A new time zone moves midnight, and with it the due time of every check-up call that is not over (set_due_at does it).
create function private.follow_time_zone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_schedules s set scheduled_at = s.scheduled_at
  where s.org_id = new.id and s.call_status in ('scheduled', 'in_progress') and s.auto_trigger_enabled;
  return null;
end $$;
revoke all on function private.follow_time_zone() from public;

create trigger organizations_time_zone after update of time_zone on public.organizations
  for each row when (old.time_zone is distinct from new.time_zone) execute function private.follow_time_zone();
