import { regionZones, zoneCountries } from "./zone-facts.ts";

/** The statements that bring private.time_zones and private.region_zones to what local/zones knows. */
export function writeZoneRows(): string {
  return `-- Written by \`deno task zones\` from local/zones. A zone that this server's data do not know yet is left out.
insert into private.time_zones (zone, countries)
select f.zone, string_to_array(f.countries, ' ')
from (values
${rows(zoneCountries)}
) as f (zone, countries)
where private.is_time_zone(f.zone)
on conflict (zone) do update set countries = excluded.countries;

insert into private.region_zones (region, zones)
select f.region, string_to_array(f.zones, ' ')
from (values
${rows(regionZones)}
) as f (region, zones)
on conflict (region) do update set zones = excluded.zones;
`;
}

/** Names and places of the zone database hold no quotation mark. */
function rows(lists: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(lists).map(([name, values]) => `  ('${name}', '${values.join(" ")}')`).join(",\n");
}
