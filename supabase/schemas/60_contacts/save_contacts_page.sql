-- Keeps one page and moves the reading on behind p_last_contact_number, in one transaction. p_is_last: there is no further
-- page. Answer: changed, and suspects: contacts we have in the span of a full reading's page that HubSpot did not list;
-- they are asked for by id before they are held to be gone. Error 55006 when another worker has the reading by now.
create function public.save_contacts_page(
  p_sync_id bigint, p_worker text, p_contacts jsonb, p_last_contact_number bigint, p_is_last boolean
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  changed integer;
  suspects jsonb := '[]'::jsonb;
begin
  perform private.lock_waiting_calls(run.org_id, p_contacts);
  changed := private.save_contacts(run.org_id, p_contacts);
  if run.kind = 'full' then
    select coalesce(jsonb_agg(c.contact_id order by c.contact_number), '[]') into suspects
    from public.contacts c
    where c.org_id = run.org_id and c.removed_at is null and c.contact_number > run.last_contact_number
      and (p_is_last or c.contact_number <= p_last_contact_number)
      and c.contact_id not in (select p.value ->> 'contact_id' from jsonb_array_elements(p_contacts) p);
  end if;
  update public.contact_syncs r
  set last_contact_number = greatest(r.last_contact_number, p_last_contact_number),
    contacts_read = r.contacts_read + jsonb_array_length(p_contacts), contacts_changed = r.contacts_changed + changed,
    contacts_broken = r.contacts_broken + (
      select count(*) from jsonb_array_elements(p_contacts) p where p.value ->> 'problem' is not null),
    lease_expires_at = private.current_time() + interval '60 seconds'
  where r.id = run.id;
  return jsonb_build_object('changed', changed, 'suspects', suspects);
end $$;
revoke all on function public.save_contacts_page(bigint, text, jsonb, bigint, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.save_contacts_page(bigint, text, jsonb, bigint, boolean) to service_role;
