SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.call_terms (
  s public.call_schedules
)
  RETURNS private.call_terms
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  terms private.call_terms;
  of record;
  by_number constant text[] := s.phone_zones;
begin
  select o.time_zone as org_zone, c.time_zone as hubspot_zone, c.address_country, c.address_region,
    p.updated_at as policy_at,
    coalesce(p.week is not null or p.blackouts <> '[]' or p.caps <> '[]' or p.min_gap_minutes > 0 or p.loosened <> '[]'
      or p.countries is not null, false)
      as has_rules
  into of
  from public.organizations o
  left join public.calling_policies p on p.org_id = o.id
  left join public.contacts c on c.org_id = o.id and c.contact_id = s.contact_id and c.removed_at is null
  where o.id = s.org_id;

  terms.org_id := case when of.has_rules then s.org_id end;
  terms.policy_at := case when of.has_rules then of.policy_at end;
  terms.purpose := s.purpose;
  terms.country := s.phone_country;
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
  terms.jurisdictions := array(
    select distinct j from unnest(array[s.phone_country, of.address_country, of.address_region] || s.phone_regions) j
    where j is not null order by j);
  return terms;
end $function$;
