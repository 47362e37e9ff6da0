-- Appends to private.checkup_news whose standing an insert of calls may have changed.
create function private.note_new_checkups() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.checkup_news (org_id, contact_id) select distinct n.org_id, n.contact_id from new_rows n;
  return null;
end $$;
revoke all on function private.note_new_checkups() from public, anon, authenticated, service_role;

-- The same for one call that was changed or deleted: by row, since next to none of the statements that change a call change
-- this, and what a condition tells costs nothing.
create function private.note_changed_checkup() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.checkup_news (org_id, contact_id) values (old.org_id, old.contact_id);
  if tg_op = 'UPDATE' and (new.org_id, new.contact_id) is distinct from (old.org_id, old.contact_id) then
    insert into private.checkup_news (org_id, contact_id) values (new.org_id, new.contact_id);
  end if;
  return null;
end $$;
revoke all on function private.note_changed_checkup() from public, anon, authenticated, service_role;

create trigger call_schedules_checkup_insert after insert on public.call_schedules
  referencing new table as new_rows for each statement execute function private.note_new_checkups();
create trigger call_schedules_checkup_update after update on public.call_schedules
  for each row when (old.last_checkup_date is distinct from new.last_checkup_date
    or old.checkup_threshold_days is distinct from new.checkup_threshold_days or old.contact_id is distinct from new.contact_id
    or old.org_id is distinct from new.org_id or old.created_at is distinct from new.created_at
    or (old.deleted_at is null) <> (new.deleted_at is null))
  execute function private.note_changed_checkup();
create trigger call_schedules_checkup_delete after delete on public.call_schedules
  for each row execute function private.note_changed_checkup();
