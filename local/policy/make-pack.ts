import { librarySource, listCountries } from "./find-library-holidays.ts";
import type { Holiday, HolidaySets } from "./holiday.ts";
import { makeHolidays } from "./make-holidays.ts";
import type { JurisdictionFile, Rule } from "./policy-schema.ts";
import type { Policy } from "./read-policy.ts";
import { StackError } from "../stack/stack-error.ts";

export interface Pack {
  version: string;
  published_at: string;
  first_year: number;
  last_year: number;
  /** The source of holidays that stand under "library". */
  library: string;
  rules: Record<string, unknown>[];
  /** Jurisdiction → source → certainty → name → days: yyyy-mm-dd, or mm-dd of every year. */
  holidays: Record<string, NestedHolidays>;
}

type NestedHolidays = Record<string, Record<string, Record<string, string[]>>>;

/** What private.load_policy_pack takes, but its checksum. The same data make the same pack to the byte. */
export function makePack({ pack, jurisdictions, corrections }: Policy): Pack {
  const { first_year, last_year } = pack.holidays;
  const isCountry = (code: string) => /^[A-Z]{2}$/.test(code);
  const holidays = makeHolidays({
    firstYear: first_year,
    lastYear: last_year,
    // The default goes by the holidays of whatever country it stands in for.
    countries: [
      ...new Set([
        ...listCountries(),
        ...corrections.map(({ jurisdiction }) => jurisdiction).filter(isCountry),
      ]),
    ],
    withRegions: jurisdictions.map(({ jurisdiction }) => jurisdiction).filter(isCountry),
    corrections,
  });
  refuseUnknownSets(jurisdictions, holidays);
  const years = last_year - first_year + 1;
  return {
    version: pack.version,
    published_at: pack.published_at,
    first_year,
    last_year,
    library: librarySource,
    rules: jurisdictions.flatMap((file) => file.rules.map((rule) => toRow(rule, file))),
    holidays: Object.fromEntries(
      [...holidays].map(([jurisdiction, list]) => [jurisdiction, nest(list, years)]),
    ),
  };
}

function refuseUnknownSets(jurisdictions: readonly JurisdictionFile[], holidays: HolidaySets): void {
  for (const rule of jurisdictions.flatMap(({ rules }) => rules)) {
    const sets = rule.aspect === "hours" ? rule.holidays?.sets ?? [] : [];
    const unknown = sets.find((set) => set !== "*" && !holidays.has(set));
    if (unknown !== undefined) {
      throw new StackError(`${rule.id} goes by the holidays of ${unknown}, and there are none.`);
    }
  }
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

function nest(holidays: readonly Holiday[], years: number): NestedHolidays {
  const nested: NestedHolidays = {};
  for (const { day, name, certainty, source } of holidays) {
    const key = source === librarySource ? "library" : source;
    (((nested[key] ??= {})[certainty] ??= {})[name] ??= []).push(day);
  }
  for (const names of Object.values(nested).flatMap((certainties) => Object.values(certainties))) {
    for (const [name, days] of Object.entries(names)) names[name] = shorten(days, years);
  }
  return nested;
}

/** One mm-dd for a day that comes every year. */
function shorten(days: readonly string[], years: number): string[] {
  const monthDays = new Set(days.map((day) => day.slice(5)));
  return monthDays.size === 1 && days.length === years ? [...monthDays] : [...days];
}
