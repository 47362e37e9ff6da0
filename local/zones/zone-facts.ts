import { z } from "zod";
import areaCodesFile from "./area-codes.json" with { type: "json" };
import countryZonesFile from "./country-zones.json" with { type: "json" };
import regionZonesFile from "./region-zones.json" with { type: "json" };
import zoneCountriesFile from "./zone-countries.json" with { type: "json" };

/** Each file: a name and a list, separated by blanks. */
const lists = z.record(z.string(), z.string().regex(/^\S+( \S+)*$/).transform((text) => text.split(" ")));

/**
 * Zones by ISO 3166-1: of a country whose clocks all go alike the zone of its largest city, of the others one name for each way
 * in which they go. Drawn from zone.tab of the IANA's zone database 2025b, which is in the public domain.
 */
export const countryZones = lists.parse(countryZonesFile);
/** Countries by zone, with the older names of zones: zone.tab, zone1970.tab and the links of the same edition. */
export const zoneCountries = lists.parse(zoneCountriesFile);
/** Zones by ISO 3166-2, of the countries whose regions tell more than the country does. */
export const regionZones = lists.parse(regionZonesFile);
/** Area codes of North America by region, or by regions that share them. */
export const areaCodes = lists.parse(areaCodesFile);
