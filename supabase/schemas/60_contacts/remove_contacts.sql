-- HubSpot has these contacts no more. Calls that rules planned for them are withdrawn when their time comes.
create function public.remove_contacts(p_sync_id bigint, p_worker text, p_contact_ids text[]) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  run public.contact_syncs := private.hold_contact_sync(p_sync_id, p_worker);
  removed integer;
begin
  perform from public.contacts c
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) order by c.contact_id for no key update;
  update public.contacts c
  set removed_at = private.current_time(), removed_reason = 'deleted'
  where c.org_id = run.org_id and c.contact_id = any (p_contact_ids) and c.removed_at is null;
  get diagnostics removed = row_count;
  update public.contact_syncs r set contacts_removed = r.contacts_removed + removed where r.id = run.id;
  return removed;
end $$;
revoke all on function public.remove_contacts(bigint, text, text[]) from public, anon, authenticated, service_role;
grant execute on function public.remove_contacts(bigint, text, text[]) to service_role;
