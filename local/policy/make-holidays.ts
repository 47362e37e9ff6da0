import type { Holiday, HolidaySets } from "./holiday.ts";
import { findLibraryHolidays, listCountries, listRegions } from "./find-library-holidays.ts";
import type { Correction } from "./read-corrections.ts";
import { StackError } from "../stack/stack-error.ts";

interface Years {
  firstYear: number;
  lastYear: number;
}

/**
 * The holidays of `countries`, and of the regions of those `withRegions`: the library's, corrected by hand. Throws StackError
 * for a correction that corrects nothing: the library may have caught up.
 */
export function makeHolidays(
  { countries, withRegions, corrections, ...years }: Years & {
    countries: readonly string[];
    withRegions: readonly string[];
    corrections: readonly Correction[];
  },
): HolidaySets {
  const known = new Set(listCountries());
  const sets = new Map<string, Holiday[]>();
  const corrected = new Set<string>();
  const make = (jurisdiction: string, holidays: readonly Holiday[]) => {
    corrected.add(jurisdiction);
    return correct(holidays, corrections.filter((line) => line.jurisdiction === jurisdiction), years);
  };
  for (const country of [...countries].sort()) {
    const national = make(country, known.has(country) ? findLibraryHolidays({ country, ...years }) : []);
    sets.set(country, national);
    const days = new Set(national.map(({ day }) => day));
    for (const region of withRegions.includes(country) ? listRegions(country) : []) {
      const jurisdiction = `${country}-${region}`;
      const whole = make(jurisdiction, findLibraryHolidays({ country, region, ...years }));
      const own = standsAlone(jurisdiction, corrections) ? whole : whole.filter(({ day }) => !days.has(day));
      if (own.length > 0) sets.set(jurisdiction, own);
    }
  }
  const lost = corrections.find(({ jurisdiction }) => !corrected.has(jurisdiction));
  if (lost !== undefined) {
    throw new StackError(
      `holiday-corrections.csv corrects ${lost.jurisdiction}, which has no holidays in the pack.`,
    );
  }
  return sets;
}

/** Whether its set is complete without its country's: everything of the library's was dropped. */
function standsAlone(jurisdiction: string, corrections: readonly Correction[]): boolean {
  return corrections.some((line) =>
    line.jurisdiction === jurisdiction && line.change === "drop" && line.name === "*"
  );
}

function correct(holidays: readonly Holiday[], lines: readonly Correction[], years: Years): Holiday[] {
  const drops = lines.filter(({ change }) => change === "drop");
  const isDropped = ({ day, name }: Holiday, line: Correction) =>
    (line.name === "*" || line.name === name) && (line.day === "*" || day.endsWith(line.day));
  const useless = drops.find((line) => !holidays.some((holiday) => isDropped(holiday, line)));
  if (useless !== undefined) {
    throw new StackError(
      `holiday-corrections.csv drops ${useless.name} on ${useless.day} of ${useless.jurisdiction}, which the library has not.`,
    );
  }
  const kept = holidays.filter((holiday) => !drops.some((line) => isDropped(holiday, line)));
  const added = lines.filter(({ change }) => change === "add").flatMap(({ day, name, certainty, source }) =>
    daysOf(day, years).map((each) => ({ day: each, name, certainty: certainty ?? "fixed", source }))
  );
  // The last word on a day and name is the correction's.
  const byKey = new Map(
    [...kept, ...added].map((holiday) => [`${holiday.day} ${holiday.name}`, holiday] as const),
  );
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, holiday]) => holiday);
}

function daysOf(day: string, { firstYear, lastYear }: Years): string[] {
  if (day.length > "12-31".length) return [day];
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => `${firstYear + index}-${day}`);
}
