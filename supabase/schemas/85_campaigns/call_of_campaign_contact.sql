-- The call that a contact of a campaign would get, due at p_at, as the judge takes it: nothing is written. What the judge reads and no
-- more.
create function private.call_of_campaign_contact(c public.campaigns, m public.campaign_contacts, p_at timestamptz)
returns public.call_schedules
language plpgsql immutable set search_path = '' as $$
declare
  s public.call_schedules;
begin
  s.id := m.id;
  s.org_id := c.org_id;
  s.agent_id := c.agent_id;
  s.contact_id := coalesce(m.contact_id, m.id::text);
  s.contact_phone_hash := m.phone_hash;
  s.global_phone_hash := m.global_phone_hash;
  s.phone_country := m.phone_country;
  s.phone_regions := m.phone_regions;
  s.phone_zones := m.phone_zones;
  s.phone_zone_source := m.phone_zone_source;
  s.time_zone := m.time_zone;
  s.call_topic := c.call_topic;
  s.purpose := c.purpose;
  s.scheduled_at := p_at;
  s.due_at := p_at;
  s.deadline_at := c.ends_at;
  s.is_active := true;
  s.auto_trigger_enabled := false;
  return s;
end $$;
revoke all on function private.call_of_campaign_contact(public.campaigns, public.campaign_contacts, timestamptz)
  from public, anon, authenticated, service_role;
