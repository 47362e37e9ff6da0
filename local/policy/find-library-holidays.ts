import Holidays from "date-holidays";
import type { Holiday } from "./holiday.ts";

/** Months of the calendars whose days hang on the moon being seen. */
const seenMoon =
  /Muharram|Safar|Rabi al-(awwal|thani)|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu al-(Qidah|Hijjah)/;

export const librarySource = "npm date-holidays 3.37.0 (data CC-BY-3.0)";

/**
 * The public holidays of a country, or of a region with those of its country, as date-holidays has them: whole local days
 * (the library lets Islamic ones begin on the eve's evening), and both the day and its substitute.
 */
export function findLibraryHolidays(
  { country, region, firstYear, lastYear }: {
    country: string;
    region?: string;
    firstYear: number;
    lastYear: number;
  },
): Holiday[] {
  // Names in English, but those that the country's own English has for its days.
  const languages = new Holidays(country).getLanguages()[0]?.startsWith("en") ? undefined : ["en"];
  const calendar = region === undefined
    ? new Holidays(country, { languages, types: ["public"] })
    : new Holidays(country, region, { languages, types: ["public"] });
  const holidays: Holiday[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (const { date, start, end, name, rule } of calendar.getHolidays(year)) {
      const certainty = certaintyOf(rule);
      // An hour at least is lost or won where clocks change.
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
      for (let index = 0; index < days; index++) {
        holidays.push({ day: addDays(date.slice(0, 10), index), name, certainty, source: librarySource });
      }
    }
  }
  return holidays;
}

export function listCountries(): string[] {
  return Object.keys(new Holidays().getCountries()).sort();
}

/** The codes of its regions, as ISO 3166-2 has them behind the country's; none where the library knows of no differences. */
export function listRegions(country: string): string[] {
  return Object.keys(new Holidays().getStates(country) ?? {}).filter((code) => /^[A-Z0-9]{1,3}$/.test(code))
    .sort();
}

/** A day that the library keeps as a list of dates is announced year by year. */
function certaintyOf(rule: string): Holiday["certainty"] {
  if (seenMoon.test(rule) || /^\d{4}-/.test(rule)) return "predicted";
  return /^\d\d-\d\d( since \d+)?$/.test(rule) ? "fixed" : "rule";
}

function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
