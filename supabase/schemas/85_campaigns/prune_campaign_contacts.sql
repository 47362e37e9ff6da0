-- Takes from at most p_batch contacts of campaigns that ended before p_until who they were: name, id, number, its hashes and digits,
-- place, as public.erase_person does; says of how many. How each ended stays, and so does every count. A contact whose call is not
-- over waits. The call keeps what it has: calls go by a setting of their own.
create function private.prune_campaign_contacts(p_until timestamptz, p_batch integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  pruned integer;
begin
  update public.campaign_contacts m
  set contact_id = null, contact_name = 'Erased', phone_enc = null, phone_hash = encode(sha256(uuid_send(gen_random_uuid())), 'hex'),
    global_phone_hash = null, phone_last4 = null, phone_regions = '{}', phone_zones = '{}', phone_zone_source = null, time_zone = null
  where m.id in (
    select k.id from public.campaigns c join public.campaign_contacts k on k.campaign_id = c.id
    where c.ended_at < p_until and c.contacts_pruned_at is null and k.ended_at is not null
      and (k.phone_last4 is not null or k.contact_name <> 'Erased')
    order by c.ended_at limit p_batch
    for no key update of k skip locked);
  get diagnostics pruned = row_count;
  update public.campaigns c set contacts_pruned_at = private.current_time()
  where c.ended_at < p_until and c.contacts_pruned_at is null and not exists (
    select from public.campaign_contacts k where k.campaign_id = c.id and (k.phone_last4 is not null or k.contact_name <> 'Erased'));
  return pruned;
end $$;
revoke all on function private.prune_campaign_contacts(timestamptz, integer) from public, anon, authenticated, service_role;
