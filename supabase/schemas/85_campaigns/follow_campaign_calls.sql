-- The contact of a campaign stands where its call stands, from the same transaction on: whoever books, claims, settles, cancels or
-- deletes it.
create function private.follow_campaign_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from new_rows n where n.campaign_id is not null) then
    return null;
  end if;
  update public.campaign_contacts m
  set state = n.call_status::text::public.campaign_contact_state, code = n.status_reason_code,
    ended_at = case when n.call_status in ('completed', 'failed', 'cancelled') then private.current_time() end
  from new_rows n join old_rows o on o.id = n.id
  where m.id = n.id and n.campaign_id is not null and n.call_status <> o.call_status;
  return null;
end $$;
revoke all on function private.follow_campaign_calls() from public;

create trigger call_schedules_follow_campaign after update on public.call_schedules
  referencing old table as old_rows new table as new_rows for each statement execute function private.follow_campaign_calls();
