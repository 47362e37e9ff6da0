-- Locks the calls booked by hand that wait for a check-up and take another date from these contacts (in the form of save_contacts), in
-- the order of their ids: schedules come before contacts. Waits for whoever holds one.
create function private.lock_waiting_calls(p_org_id uuid, p_contacts jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.call_schedules s
  where s.id in (
    select w.id
    from jsonb_to_recordset(p_contacts) as f (contact_id text, last_checkup_date date)
    join public.call_schedules w on w.org_id = p_org_id and w.contact_id = f.contact_id
    where f.last_checkup_date is not null and w.auto_trigger_enabled and w.rule_id is null and w.call_status = 'scheduled'
      and w.deleted_at is null and w.last_checkup_date is distinct from f.last_checkup_date)
  order by s.id for no key update;
end $$;
revoke all on function private.lock_waiting_calls(uuid, jsonb) from public, anon, authenticated, service_role;
