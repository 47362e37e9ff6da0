import type { Holiday, HolidaySets } from "./holiday.ts";
import { makeHolidays } from "./make-holidays.ts";
import type { JurisdictionFile, Rule } from "./policy-schema.ts";
import type { Policy } from "./read-policy.ts";

export interface Pack {
  version: string;
  published_at: string;
  rules: Record<string, unknown>[];
  /** Jurisdiction → source → certainty → name → days. */
  holidays: Record<string, NestedHolidays>;
}

type NestedHolidays = Record<string, Record<string, Record<string, string[]>>>;

/** What private.load_policy_pack takes, but its checksum. The same data make the same pack to the byte. */
export function makePack({ pack, jurisdictions, corrections }: Policy): Pack {
  const countries = jurisdictions.map(({ jurisdiction }) => jurisdiction).filter((code) =>
    /^[A-Z]{2}$/.test(code)
  );
  const holidays = makeHolidays(countries, {
    firstYear: pack.holidays.first_year,
    lastYear: pack.holidays.last_year,
    corrections,
  });
  return {
    version: pack.version,
    published_at: pack.published_at,
    rules: jurisdictions.flatMap((file) => file.rules.map((rule) => toRow(rule, file))),
    holidays: nest(holidays),
  };
}

function toRow(rule: Rule, { jurisdiction, reviewed_on }: JurisdictionFile): Record<string, unknown> {
  const { read: _, ...row } = rule;
  const dated = { jurisdiction, reviewed_on, ...row };
  if (dated.aspect !== "hours") return dated;
  const { holidays, ...rest } = dated;
  if (holidays === undefined) return rest;
  return {
    ...rest,
    holiday_minutes: holidays.open,
    holiday_sets: holidays.sets,
    ...(holidays.unite_regions === true && { unite_regions: true }),
  };
}

function nest(sets: HolidaySets): Pack["holidays"] {
  return Object.fromEntries([...sets].map(([jurisdiction, holidays]) => [jurisdiction, nestOne(holidays)]));
}

function nestOne(holidays: readonly Holiday[]): NestedHolidays {
  const nested: NestedHolidays = {};
  for (const { day, name, certainty, source } of holidays) {
    (((nested[source] ??= {})[certainty] ??= {})[name] ??= []).push(day);
  }
  return nested;
}
