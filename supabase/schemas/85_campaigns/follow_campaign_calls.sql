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
  insert into private.campaign_results (campaign_id, schedule_id, code)
  select n.campaign_id, n.id, n.status_reason_code
  from new_rows n join old_rows o on o.id = n.id
  where n.campaign_id is not null and o.call_status = 'in_progress' and n.call_status <> 'in_progress'
    -- What Bolna never took is no attempt.
    and n.status_reason_code not in ('bolna_rate_limit', 'bolna_unreachable', 'balance_low', 'never_reached_bolna');
  return null;
end $$;
revoke all on function private.follow_campaign_calls() from public;

create trigger call_schedules_follow_campaign after update on public.call_schedules
  referencing old table as old_rows new table as new_rows for each statement execute function private.follow_campaign_calls();
