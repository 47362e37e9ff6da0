import { areaCodes, countryZones, zoneCountries } from "./zone-facts.ts";
import { corrections, type OverlayRule, ownNames, placeless, straddling } from "./number-overlay.ts";

/** Countries of several zones, by calling code; those of 1 are told apart by area codes, those of 7 by the next digit. */
const countriesByCode: Readonly<Record<string, string>> = {
  "1": "US",
  "7": "RU",
  "77": "KZ",
  "34": "ES",
  "351": "PT",
  "52": "MX",
  "55": "BR",
  "56": "CL",
  "593": "EC",
  "61": "AU",
  "62": "ID",
  "64": "NZ",
  "243": "CD",
  "299": "GL",
  "675": "PG",
  "686": "KI",
  "689": "PF",
  "691": "FM",
  "976": "MN",
};

/**
 * The prefixes, with the calling code, that tell more than the country does, each with its zones in the order of their names: Google's
 * as far as they name zones of the country that the number is of, and ours over them. The longest one counts.
 */
export function findNumberZones(google: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const rules = new Map<string, OverlayRule>();
  for (const rule of [...placeless, ...straddling, ...corrections]) {
    for (const prefix of rule.prefixes.split(" ")) rules.set(prefix, rule);
  }
  const found = new Map<string, string[]>();
  for (const [prefix, zones] of google) {
    const country = findCountry(prefix);
    // Of a whole country we know more.
    if (country === undefined || prefix in countriesByCode || isReplaced(prefix, rules)) continue;
    const own = sort(zones.map((zone) => ownNames[zone] ?? zone));
    if (own.every((zone) => zoneCountries[zone]?.includes(country))) found.set(prefix, own);
  }
  for (const [prefix, { zones }] of rules) {
    const all = countryZones[findCountry(prefix) ?? ""] ?? [];
    found.set(prefix, zones === "*" ? [...all] : sort(zones.split(" ")));
  }
  return withoutRepetition(found);
}

/** The country of several zones that a prefix belongs to; undefined: of another, or of none. */
export function findCountry(prefix: string): string | undefined {
  if (prefix.startsWith("1")) {
    const regions = Object.entries(areaCodes).find(([, codes]) => codes.includes(prefix.slice(1, 4)))?.[0];
    return regions?.slice(0, 2);
  }
  const code = [3, 2, 1].map((length) => prefix.slice(0, length)).find((start) => start in countriesByCode);
  return code === undefined ? undefined : countriesByCode[code];
}

function isReplaced(prefix: string, rules: ReadonlyMap<string, OverlayRule>): boolean {
  for (let length = prefix.length; length > 0; length--) {
    const rule = rules.get(prefix.slice(0, length));
    if (rule !== undefined && (rule.whole || length === prefix.length)) return true;
  }
  return false;
}

function sort(zones: readonly string[]): string[] {
  return [...new Set(zones)].sort();
}

/** Without what the next shorter prefix says already, or the country. */
function withoutRepetition(found: ReadonlyMap<string, string[]>): Map<string, string[]> {
  const kept = [...found].filter(([prefix, zones]) => {
    for (let length = prefix.length - 1; length > 0; length--) {
      const shorter = found.get(prefix.slice(0, length));
      if (shorter !== undefined) return shorter.join() !== zones.join();
    }
    const isAreaCode = prefix.startsWith("1");
    return isAreaCode || countryZones[findCountry(prefix) ?? ""]?.join() !== zones.join();
  });
  return new Map(kept);
}
