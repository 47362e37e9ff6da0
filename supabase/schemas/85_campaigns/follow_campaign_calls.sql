-- The contact of a campaign stands where its call stands, from the same transaction on: whoever books, claims, settles, cancels or
-- deletes it; and with the end of its last call a campaign is completed. That waits for nobody: where somebody has the campaign, or
-- two calls end in the same moment and neither sees the other's end, the next step of its feed finds it (private.feed_campaign).
create function private.follow_campaign_calls() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  ended public.campaigns;
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
  for ended in
    select c.* from public.campaigns c
    where c.state = 'running'
      and c.id in (
        select n.campaign_id from new_rows n join old_rows o on o.id = n.id
        where n.call_status in ('completed', 'failed', 'cancelled') and n.call_status <> o.call_status)
      and not exists (
        select from public.campaign_contacts m where m.campaign_id = c.id and m.state in ('waiting', 'scheduled', 'in_progress'))
    order by c.id for no key update skip locked
  loop
    perform private.end_campaign(ended);
  end loop;
  return null;
end $$;
revoke all on function private.follow_campaign_calls() from public;

create trigger call_schedules_follow_campaign after update on public.call_schedules
  referencing old table as old_rows new table as new_rows for each statement execute function private.follow_campaign_calls();
