-- Withdraws what is still open of the calls to those of these contacts that HubSpot flags as not to be called: to their numbers,
-- whoever carries them, and by their ids, those of records that were merged into them included. Calls under way are left
-- alone, and so is a call that somebody holds at this moment (waiting for it could lock both for ever) and what is beyond a
-- thousand: the judge refuses those when their time comes. Returns how many were withdrawn.
create function private.withdraw_flagged_calls(p_org_id uuid, p_contact_ids text[]) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  withdrawn integer;
begin
  with flagged as materialized (
    select c.phone_hash, c.contact_id || c.merged_ids as ids
    from public.contacts c
    where c.org_id = p_org_id and c.contact_id = any (p_contact_ids) and c.do_not_call and c.removed_at is null
  ), open_calls as materialized (
    select s.id
    from flagged f
    join public.call_schedules s on s.org_id = p_org_id and s.contact_phone_hash = f.phone_hash
    where s.call_status = 'scheduled' and s.deleted_at is null
    union
    select s.id
    from flagged f cross join lateral unnest(f.ids) as i (id)
    join public.call_schedules s on s.org_id = p_org_id and s.contact_id = i.id
    where s.call_status = 'scheduled' and s.deleted_at is null
    limit 1000
  ), held as materialized (
    select s.id from public.call_schedules s
    where s.id in (select o.id from open_calls o) and s.call_status = 'scheduled'
    for no key update skip locked
  )
  update public.call_schedules s
  set call_status = 'cancelled', retry_at = null, status_reason_code = 'do_not_call',
    status_reason = private.say_decision(private.stop('do_not_call'))
  where s.id in (select h.id from held h);
  get diagnostics withdrawn = row_count;
  return withdrawn;
end $$;
revoke all on function private.withdraw_flagged_calls(uuid, text[]) from public, anon, authenticated, service_role;
