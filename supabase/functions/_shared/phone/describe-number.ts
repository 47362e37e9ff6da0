import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { areaCodeRegions, countryZones, prefixZones } from "./number-zones.ts";

/** Where a number rings, as far as it says. */
export interface NumberPlace {
  /** ISO 3166-1 alpha-2; null: no country's number, or an area code of North America that is in no list. */
  country: string | null;
  /** ISO 3166-2, of an area code of the United States or Canada; more than one where they share it. */
  regions: readonly string[];
  /** IANA names in alphabetical order: it rings in one of them. Empty without a country. */
  zones: readonly string[];
  /** `country`: the number says no more than its country, or it is a mobile of one with several zones. */
  zoneSource: "number" | "country";
}

/** A place as it is kept beside a number. */
export interface PlaceColumns {
  phone_country: string | null;
  phone_regions: readonly string[];
  phone_zones: readonly string[];
  phone_zone_source: NumberPlace["zoneSource"] | null;
}

const nowhere: NumberPlace = { country: null, regions: [], zones: [], zoneSource: "number" };
/** Digits of the longest prefix in the list. */
const longestPrefix = 8;

/**
 * What an E.164 number says of where it rings. Where a prefix is kept by several zones, or a mobile is of no place, all of them are
 * named: whoever calls by all of them calls nobody at night. Numbers are portable; an address may say more.
 */
export function describeNumber(e164: string): NumberPlace {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed?.country) return nowhere;
  const { country } = parsed;
  if (country === "US" || country === "CA") return describeNorthAmerican(e164);
  const byPrefix = findByPrefix(e164.slice(1));
  if (byPrefix) return { country, regions: [], zones: byPrefix, zoneSource: "number" };
  const zones = tables().countries.get(country);
  return { country, regions: [], zones: zones ?? [], zoneSource: "country" };
}

/** `describeNumber` as columns; without a number they are empty. */
export function placeColumns(e164: string | null): PlaceColumns {
  if (e164 === null) {
    return { phone_country: null, phone_regions: [], phone_zones: [], phone_zone_source: null };
  }
  const { country, regions, zones, zoneSource } = describeNumber(e164);
  return {
    phone_country: country,
    phone_regions: regions,
    phone_zones: zones,
    phone_zone_source: zoneSource,
  };
}

/** Toll-free and other codes of no place are in no list, as are codes newer than the list. */
function describeNorthAmerican(e164: string): NumberPlace {
  const regions = tables().areaCodes.get(e164.slice(2, 5));
  const zones = findByPrefix(e164.slice(1));
  const country = regions?.[0]?.slice(0, 2);
  return regions && country && zones ? { country, regions, zones, zoneSource: "number" } : nowhere;
}

function findByPrefix(digits: string): readonly string[] | undefined {
  const { prefixes } = tables();
  for (let length = longestPrefix; length > 0; length--) {
    const zones = prefixes.get(digits.slice(0, length));
    if (zones) return zones;
  }
}

let read: ReturnType<typeof readTables> | undefined;

/** Read at the first number, not at each start of a function. */
function tables() {
  return read ??= readTables();
}

function readTables() {
  return {
    countries: readLines(countryZones),
    areaCodes: readLines(areaCodeRegions),
    prefixes: readLines(prefixZones),
  };
}

function readLines(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(lines.flatMap((line) => {
    const [names = "", values = ""] = line.split(" = ");
    const list = values.split(" ");
    return names.split(" ").map((name) => [name, list] as const);
  }));
}
