import type { Holiday, HolidaySets } from "./holiday.ts";
import { findLibraryHolidays, listRegions } from "./find-library-holidays.ts";
import type { Correction } from "./read-corrections.ts";

/** The holidays of `countries` and their regions in those years: the library's, corrected by hand. */
export function makeHolidays(
  countries: readonly string[],
  { firstYear, lastYear, corrections }: {
    firstYear: number;
    lastYear: number;
    corrections: readonly Correction[];
  },
): HolidaySets {
  const sets = new Map<string, Holiday[]>();
  for (const country of [...countries].sort()) {
    const years = { country, firstYear, lastYear };
    const national = correct(country, findLibraryHolidays(years), corrections, years);
    sets.set(country, national);
    const days = new Set(national.map(({ day }) => day));
    for (const region of listRegions(country)) {
      const jurisdiction = `${country}-${region}`;
      const own = correct(jurisdiction, findLibraryHolidays({ ...years, region }), corrections, years);
      const kept = standsAlone(jurisdiction, corrections) ? own : own.filter(({ day }) => !days.has(day));
      if (kept.length > 0) sets.set(jurisdiction, kept);
    }
  }
  return sets;
}

/** Whether its set is complete without its country's: everything of the library's was dropped. */
function standsAlone(jurisdiction: string, corrections: readonly Correction[]): boolean {
  return corrections.some((line) =>
    line.jurisdiction === jurisdiction && line.change === "drop" && line.name === "*"
  );
}

function correct(
  jurisdiction: string,
  holidays: readonly Holiday[],
  corrections: readonly Correction[],
  { firstYear, lastYear }: { firstYear: number; lastYear: number },
): Holiday[] {
  const lines = corrections.filter((line) => line.jurisdiction === jurisdiction);
  const kept = holidays.filter(({ day, name }) =>
    !lines.some((line) =>
      line.change === "drop"
        ? (line.name === "*" || line.name === name) && (line.day === "*" || day.endsWith(line.day))
        : line.name === name && day.endsWith(line.day)
    )
  );
  const added = lines.filter(({ change }) => change === "add").flatMap(({ day, name, certainty, source }) =>
    daysOf(day, firstYear, lastYear).map((each) => ({
      day: each,
      name,
      certainty: certainty ?? "fixed",
      source,
    }))
  );
  const byKey = new Map(
    [...kept, ...added].map((holiday) => [`${holiday.day} ${holiday.name}`, holiday] as const),
  );
  return [...byKey.values()].sort((a, b) => (a.day + a.name < b.day + b.name ? -1 : 1));
}

function daysOf(day: string, firstYear: number, lastYear: number): string[] {
  if (day.length > "12-31".length) return [day];
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) => `${firstYear + index}-${day}`);
}
