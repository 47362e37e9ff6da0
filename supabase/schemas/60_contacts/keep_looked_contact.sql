-- Keeps a contact that was read for the call, and gives the call what is new of it. Gives a decision only where that alone
-- says that the call does not go out now; the judge says the rest. Expects the schedule's lock.
create function private.keep_looked_contact(s public.call_schedules, p_look jsonb) returns private.decision
language plpgsql security definer set search_path = '' as $$
declare
  contact constant jsonb := nullif(p_look -> 'contact', 'null');
  known public.contacts;
begin
  if contact is null then
    update public.contacts c set removed_at = private.current_time(), removed_reason = 'deleted'
    where c.org_id = s.org_id and c.contact_id = s.contact_id and c.removed_at is null;
    return case when s.rule_id is not null
      or exists (select from public.contacts c where c.org_id = s.org_id and c.contact_id = s.contact_id)
      then private.stop('contact_removed') end;
  end if;
  perform private.save_contacts(s.org_id, jsonb_build_array(contact));
  select c.* into known from public.contacts c
  where c.org_id = s.org_id and c.contact_id = contact ->> 'contact_id';

  if s.rule_id is null then
    -- Booked by hand: it goes to the number that the person gave. One that waits for a check-up goes by HubSpot's date.
    update public.call_schedules c set last_checkup_date = known.last_checkup_date
    where c.id = s.id and c.auto_trigger_enabled and known.last_checkup_date is not null
      and c.last_checkup_date is distinct from known.last_checkup_date;
    return case when known.do_not_call then private.stop('do_not_call') end;
  end if;
  begin
    update public.call_schedules c set contact_id = known.contact_id, contact_name = known.contact_name
    where c.id = s.id and (c.contact_id, c.contact_name) is distinct from (known.contact_id, known.contact_name);
  exception when unique_violation then
    return private.stop('already_called');
  end;
  if known.phone_hash is distinct from p_look ->> 'phone_hash' then
    -- An older copy than the one we have: what we have came from HubSpot later.
    return private.defer('contact_changed', private.current_time() + interval '1 minute');
  elsif known.phone_hash <> s.contact_phone_hash then
    update public.call_schedules c
    set contact_phone_enc = p_look ->> 'phone_enc', contact_phone_hash = p_look ->> 'phone_hash',
      global_phone_hash = p_look ->> 'global_phone_hash', phone_country = known.phone_country,
      phone_regions = known.phone_regions, phone_zones = known.phone_zones, phone_zone_source = known.phone_zone_source
    where c.id = s.id;
  elsif known.phone_zone_source is not null
    and (s.phone_country, s.phone_regions, s.phone_zones, s.phone_zone_source)
      is distinct from (known.phone_country, known.phone_regions, known.phone_zones, known.phone_zone_source) then
    -- Planned before it was asked where a number rings, or by an older list.
    update public.call_schedules c
    set phone_country = known.phone_country, phone_regions = known.phone_regions, phone_zones = known.phone_zones,
      phone_zone_source = known.phone_zone_source
    where c.id = s.id;
  end if;
  return null;
end $$;
revoke all on function private.keep_looked_contact(public.call_schedules, jsonb)
  from public, anon, authenticated, service_role;
