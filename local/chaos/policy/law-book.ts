import type { Sql } from "postgres";
import type { Holiday, HoursRule, ZoneOverride } from "./law.ts";
import { readLaw } from "./law-in-database.ts";
import type { OpenMinutes } from "./open-minutes.ts";

export const ruledPurposes = ["marketing", "service", "health_reminder", "survey"] as const;

/** A rule that says how often, by whose leave, or after which look-up. Days are YYYY-MM-DD; periods in seconds. */
export interface OtherRule {
  id: string;
  jurisdiction: string;
  aspect: "cap" | "consent" | "registry" | "quiet_after_talk" | "opening";
  purposes: string[];
  max_calls: number | null;
  period: number | null;
  per_day: boolean;
  quiet: number | null;
  consent: "express" | "express_written" | null;
  registry: string | null;
  max_age_days: number | null;
  /** What the agent must say at the start. */
  opening: string[] | null;
  valid_from: string;
  valid_to: string | null;
}

/** The law that is loaded, and where zones are kept: data that no history changes. */
export interface LawBook {
  hours: ReadonlyMap<string, HoursRule[]>;
  others: readonly OtherRule[];
  holidays: readonly Holiday[];
  overrides: readonly ZoneOverride[];
  zoneCountries: ReadonlyMap<string, string[]>;
  regionZones: ReadonlyMap<string, string[]>;
  /** Days that were read before, by the terms they were read on. */
  known: Map<string, OpenMinutes>;
}

/** Read once for a database. Holidays are those of the years in which histories play. */
export async function readLawBook(sql: Sql): Promise<LawBook> {
  const laws = await Promise.all(ruledPurposes.map((purpose) => readLaw(sql, purpose)));
  const others = await sql<OtherRule[]>`
    select id, jurisdiction, aspect, purposes::text[], max_calls, extract(epoch from period)::float8 as period, per_day,
      extract(epoch from quiet)::float8 as quiet, consent, registry, max_age_days, opening::text[], valid_from::text, valid_to::text
    from private.policy_rules where aspect in ('cap', 'consent', 'registry', 'quiet_after_talk', 'opening')`;
  const zones = await sql<{ zone: string; countries: string[] }[]>`
    select zone, countries from private.time_zones`;
  const regions = await sql<{ region: string; zones: string[] }[]>`
    select region, zones from private.region_zones`;
  return {
    hours: new Map(ruledPurposes.map((purpose, index) => [purpose, [...laws[index]?.rules ?? []]])),
    others,
    holidays: (laws[0]?.holidays ?? []).filter(({ day }) => day >= "2027-12" && day < "2028-07"),
    overrides: laws[0]?.overrides ?? [],
    zoneCountries: new Map(zones.map(({ zone, countries }) => [zone, countries])),
    regionZones: new Map(regions.map(({ region, zones }) => [region, zones])),
    known: new Map(),
  };
}
