-- The contact of a campaign had its turn after the backup: it gets the call of its id that it had. False: no contact waits under that id.
create function private.book_recovered_contact(p_id uuid, p_called_at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  m public.campaign_contacts;
begin
  perform from public.campaigns c
  where c.id = (select k.campaign_id from public.campaign_contacts k where k.id = p_id) for no key update;
  select k.* into m from public.campaign_contacts k where k.id = p_id and k.state = 'waiting' for no key update;
  if m.id is null then
    return false;
  end if;
  insert into public.call_schedules (id, org_id, agent_id, campaign_id, contact_id, contact_name, contact_phone_enc, contact_phone_hash,
    global_phone_hash, phone_country, phone_regions, phone_zones, phone_zone_source, time_zone, scheduled_at, due_at, call_topic,
    call_language, purpose, deadline_at, created_by)
  select m.id, c.org_id, c.agent_id, c.id, coalesce(m.contact_id, m.id::text), m.contact_name, m.phone_enc, m.phone_hash,
    m.global_phone_hash, m.phone_country, m.phone_regions, m.phone_zones, m.phone_zone_source, m.time_zone, p_called_at, p_called_at,
    c.call_topic, c.call_language, c.purpose, c.ends_at, c.created_by
  from public.campaigns c where c.id = m.campaign_id;
  update public.campaign_contacts k set state = 'scheduled', phone_enc = null where k.id = m.id;
  return true;
end $$;
revoke all on function private.book_recovered_contact(uuid, timestamptz) from public, anon, authenticated, service_role;
