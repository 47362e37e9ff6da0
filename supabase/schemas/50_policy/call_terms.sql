-- On what terms a call would be made: what it is for, the zones in all of which it must be allowed, and the jurisdictions that are
-- judged. The zone is told from, in this order: the booking; HubSpot's zone, where that zone is in the number's country; the
-- address in HubSpot; the number; the organisation (only for calls stored before numbers were read). An answer of HubSpot's that
-- contradicts the number, by the clock and not by the name, does not replace it: both count, and the number's jurisdictions
-- always do.
create function private.call_terms(s public.call_schedules) returns private.call_terms
language plpgsql stable security definer set search_path = '' as $$
declare
  terms private.call_terms;
  of record;
  by_number constant text[] := s.phone_zones;
begin
  select o.time_zone as org_zone, c.time_zone as hubspot_zone, c.address_country, c.address_region,
    p.updated_at as policy_at,
    coalesce(p.week is not null or p.blackouts <> '[]' or p.caps <> '[]' or p.min_gap_minutes > 0 or p.loosened <> '[]'
      or p.countries is not null, false)
      as has_rules,
    -- The number's zones in their order, as far as this database knows them.
    (select array_agg(k.zone order by k.zone) from private.time_zones k where k.zone = any (by_number)) as known_zones
  into of
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join public.contacts c on c.org_id = o.id and c.contact_id = s.contact_id and c.removed_at is null
  where o.id = s.org_id;

  terms.org_id := case when of.has_rules then s.org_id end;
  terms.policy_at := case when of.has_rules then of.policy_at end;
  terms.purpose := s.purpose;
  terms.country := s.phone_country;
  if s.time_zone is null and of.hubspot_zone is null and of.address_region is null and s.phone_zone_source is not null
    and cardinality(of.known_zones) = cardinality(by_number) then
    -- Nothing but the number tells of it, as of most: without the questions below, which are a fifth of what the judge costs.
    terms.zones := of.known_zones;
    terms.zone_source := s.phone_zone_source;
  else
    if s.time_zone is not null then
      terms.zones := array[s.time_zone];
      terms.zone_source := 'booking';
    elsif of.hubspot_zone is not null and exists (
      select from private.time_zones z where z.zone = of.hubspot_zone and s.phone_country = any (z.countries)
    ) then
      terms.zones := array[of.hubspot_zone];
      terms.zone_source := 'hubspot';
    elsif of.address_region is not null then
      terms.zones := (select r.zones from private.region_zones r where r.region = of.address_region);
      terms.zone_source := 'address';
    end if;
    if terms.zones is null then
      terms.zones := case when s.phone_zone_source is null then array[of.org_zone] else by_number end;
      terms.zone_source := case when s.phone_zone_source is null then 'organisation' else s.phone_zone_source end;
    elsif terms.zone_source <> 'booking' and exists (
      select from unnest(terms.zones) z where not private.goes_like_one_of(z, by_number)
    ) then
      terms.zones := terms.zones || by_number;
    end if;
    terms.zones := array(select distinct z from unnest(terms.zones) z where z is not null order by z);
    -- The functions may know newer zones than this database. Where one is among them nobody can tell when it is open: none counts,
    -- so that the call is refused (zone_unknown) and no claim fails over it.
    if exists (
      select from unnest(terms.zones) z
      where not exists (select from private.time_zones k where k.zone = z) and not private.is_time_zone(z)
    ) then
      terms.zones := '{}';
    end if;
  end if;
  if of.address_country is null and of.address_region is null and coalesce(s.phone_regions, '{}') = '{}' and s.phone_country is not null then
    terms.jurisdictions := array[s.phone_country];
  else
    terms.jurisdictions := array(
      select distinct j from unnest(array[s.phone_country, of.address_country, of.address_region] || s.phone_regions) j
      where j is not null order by j);
  end if;
  return terms;
end $$;
revoke all on function private.call_terms(public.call_schedules) from public, anon, authenticated, service_role;
