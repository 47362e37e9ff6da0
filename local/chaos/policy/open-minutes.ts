import { minutesADay, toDay, toText, weekdayOf } from "./days.ts";
import type { Holiday, HoursRule, Minutes, Terms } from "./law.ts";

/** Which of the 1440 minutes of a local day are open, for as many days as are asked for. */
export type OpenMinutes = (day: number) => Uint8Array;

/**
 * Reads the law minute by minute: a minute of a day is open where each rule that holds on that day has it open. It shares
 * nothing with the SQL that it is compared with but what the columns mean.
 */
export function readOpenMinutes(terms: Terms): OpenMinutes {
  const known = new Map<number, Uint8Array>();
  const holidays = new Map(terms.rules.map((rule) => [rule.id, listDaysOff(rule, terms)]));
  return (day) => {
    let minutes = known.get(day);
    if (minutes === undefined) known.set(day, minutes = readDay(terms, holidays, day));
    return minutes;
  };
}

interface DaysOff {
  days: ReadonlySet<number>;
  /** Nobody knows the holidays behind this day. */
  lastKnown: number;
}

function readDay(terms: Terms, holidays: ReadonlyMap<string, DaysOff>, day: number): Uint8Array {
  const date = toText(day);
  const valid = terms.rules.filter(({ jurisdiction, validFrom, validTo }) =>
    (jurisdiction === "*" || terms.jurisdictions.includes(jurisdiction)) &&
    validFrom <= date && (validTo === null || date < validTo)
  );
  const ofPlaces = valid.filter(({ jurisdiction }) => jurisdiction !== "*");
  const holding = (ofPlaces.length > 0 ? ofPlaces : valid).filter(({ id }) => !terms.loosened.includes(id));
  const open = new Uint8Array(minutesADay).fill(1);
  for (const rule of holding) {
    const off = holidays.get(rule.id);
    const isOff = rule.holidayMinutes !== null && off !== undefined &&
      (off.days.has(day) || (terms.isMarketing && day > off.lastKnown));
    if (isOff) keepOnly(open, rule.holidayMinutes ?? [], 0);
    else keepOnly(open, rule.week, weekdayOf(day) * minutesADay);
  }
  if (terms.week !== null) keepOnly(open, terms.week, weekdayOf(day) * minutesADay);
  return open;
}

function keepOnly(open: Uint8Array, minutes: Minutes, first: number): void {
  const allowed = new Uint8Array(minutesADay);
  for (const [from, to] of minutes) {
    allowed.fill(
      1,
      Math.max(0, Math.min(minutesADay, from - first)),
      Math.max(0, Math.min(minutesADay, to - first)),
    );
  }
  for (let minute = 0; minute < minutesADay; minute++) {
    open[minute] = (open[minute] ?? 0) & (allowed[minute] ?? 0);
  }
}

function listDaysOff(rule: HoursRule, terms: Terms): DaysOff {
  const own = rule.holidaySets.includes("*")
    ? [...rule.holidaySets, ...terms.jurisdictions]
    : rule.holidaySets;
  const days = new Set<number>();
  let lastYear = -Infinity;
  for (const holiday of terms.holidays) {
    const isOwn = own.includes(holiday.jurisdiction);
    if (isOwn) lastYear = Math.max(lastYear, Number(holiday.day.slice(0, 4)));
    if (holiday.kind === "optional" || !(isOwn || (rule.uniteRegions && isOfRegion(holiday, own, terms)))) {
      continue;
    }
    const day = toDay(holiday.day);
    days.add(day);
    if (terms.isMarketing && holiday.certainty === "predicted") days.add(day - 1).add(day + 1);
  }
  return { days, lastKnown: lastYear === -Infinity ? -Infinity : toDay(`${lastYear}-12-31`) };
}

/** A regional holiday of one of the sets' countries counts in that region, and for marketing wherever no region is known. */
function isOfRegion(
  { jurisdiction }: Holiday,
  sets: readonly string[],
  { jurisdictions, isMarketing }: Terms,
): boolean {
  const country = jurisdiction.slice(0, 2);
  if (jurisdiction === country || !sets.includes(country)) return false;
  const isRegionKnown = jurisdictions.some((name) => name.startsWith(`${country}-`));
  return jurisdictions.includes(jurisdiction) || (isMarketing && !isRegionKnown);
}
