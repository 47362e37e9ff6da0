import { isDate } from "../platform/timestamps.ts";
import { addDays, readSaidDay } from "./read-said-day.ts";

/** A time that somebody said: a moment, or what a clock shows where that person is (`2026-11-29T17:00`). */
export type SaidTime = { instant: Date } | { local: string };

const minute = 60_000;
const partsOfDay: Readonly<Record<string, string>> = {
  morning: "10:00",
  noon: "12:00",
  midday: "12:00",
  afternoon: "15:00",
  evening: "18:00",
  tonight: "19:00",
  night: "19:00",
};
const numbers =
  ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
    "seventeen eighteen nineteen twenty").split(" ");
const tens: Readonly<Record<string, string>> = { thirty: "30", forty: "40", fifty: "50", sixty: "60" };

/**
 * What says a day, or how long, in a way that is not read here. Of "the 15th at 11" or "in 3 months" a part would be read as an
 * hour, and somebody would be called at a time that nobody named: it is asked again.
 */
const unread = [
  /\d(?:st|nd|rd|th)\b/,
  /\d{1,2}\/\d{1,2}|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}/,
  /\b(?:\d+|an?|few|several|next|coming) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|fortnight)\b/,
  /\b(?:\d+|an?|few|several|next|coming|this) (?:months?|years?)\b|\bweekend\b|\bhalf\b|\bquarter\b/,
  /\b(?:january|february|april|june|july|august|september|october|november|december)\b/,
];

/**
 * Reads a time as a model says it: RFC 3339, or English words such as `tomorrow 5 pm`, `in two hours`, `Monday at 10:30`,
 * `in 3 days`, `December 3rd at half past five`, `18:00`. `localNow` is what the clock of the person shows (`2026-11-28T16:20`); an
 * hour that has passed today is tomorrow's. Undefined where there is no time in it, or something that is not understood. A time without
 * am or pm is as written: `at 5` is 17:00, since nobody is called at five in the morning.
 *
 * No library: chrono-node 2.10 passes over what it does not know. It takes `day after tomorrow` for tomorrow, of `tomorrow at five` the
 * day alone and `for 2 hours` for a time, and the person would be told of a call at a time that nobody named.
 */
export function readTimeWords(
  said: string,
  { now, localNow }: { now: Date; localNow: string },
): SaidTime | undefined {
  const exact = readExact(said.trim());
  if (exact) return isDate(said.trim().slice(0, 10)) ? exact : undefined;
  const text = inDigits(said.trim().toLowerCase().replaceAll(/\s+/g, " "));
  const after = readDistance(text);
  if (after !== undefined) return { instant: new Date(now.getTime() + after) };
  const today = localNow.slice(0, 10);
  const date = readSaidDay(text, today);
  if (date && !isDate(date.day)) return undefined;
  const rest = date?.rest ?? text;
  if (unread.some((pattern) => pattern.test(rest))) return undefined;
  const clock = readClock(rest);
  if (clock === "none" || clock === undefined && (date === undefined || date.isToday)) return undefined;
  const time = clock ?? "10:00";
  if (date) return { local: `${date.day}T${time}` };
  return { local: `${time > localNow.slice(11, 16) ? today : addDays(today, 1)}T${time}` };
}

/** RFC 3339, also without an offset or seconds: then it is the person's clock. */
function readExact(text: string): SaidTime | undefined {
  const [, date, time, offset] =
    /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*([Zz]|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (date === undefined || time === undefined || Number.isNaN(Date.parse(`${date}T${time}Z`))) {
    return undefined;
  }
  if (offset === undefined) return { local: `${date}T${time}` };
  const instant = new Date(
    `${date}T${time}:00${offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`,
  );
  return Number.isNaN(instant.getTime()) ? undefined : { instant };
}

/** Minutes or hours from now, in milliseconds. */
function readDistance(text: string): number | undefined {
  if (/\b(?:in|after) (?:about )?half an hour\b/.test(text)) return 30 * minute;
  const amount = "(\\d{1,3}(?:\\.\\d)?|an?) (minute|min|hour|hr)s?";
  const [, inAmount, inUnit, amountLater, unitLater, alone, unitAlone] =
    new RegExp(`\\b(?:in|after) (?:about )?${amount}\\b|\\b${amount} (?:from now|later)\\b|^${amount}$`).exec(
      text,
    ) ?? [];
  const count = inAmount ?? amountLater ?? alone;
  const unit = inUnit ?? unitLater ?? unitAlone;
  if (count === undefined || unit === undefined) return undefined;
  return Number(count.replace(/^an?$/, "1")) * (unit.startsWith("h") ? 60 : 1) * minute;
}

/** What a clock shows (`17:00`); "none" for an hour that no clock has. */
function readClock(text: string): string | undefined {
  const [, hours, minutes = "00", half] =
    /\b(?:at )?(\d{1,2})(?:[:.](\d\d))? ?(am|pm|a\.m\.?|p\.m\.?|o'?clock)?(?![\d:])/.exec(text) ?? [];
  if (hours === undefined) return partOfDay(text);
  if (Number(hours) > 23 || Number(minutes) > 59) return "none";
  let hour = Number(hours);
  if (half?.startsWith("p") && hour < 12) hour += 12;
  if (half?.startsWith("a") && hour === 12) hour = 0;
  const isBare = half === undefined || half.startsWith("o");
  const isLate = /evening|afternoon|night/.test(text) || !/morning/.test(text) && hour < 8;
  if (isBare && hour > 0 && hour < 12 && hours.length === 1 && isLate) hour += 12;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

/** `half past five` as `5:30`, `a couple of` as `2`, `an hour and a half` as `90 minutes`. */
function inDigits(text: string): string {
  return text
    .replaceAll(/\b[a-z]+\b/g, (word) => {
      const number = numbers.indexOf(word);
      return number > 0 ? String(number) : tens[word] ?? word;
    })
    .replaceAll(/\ba couple of\b/g, "2")
    .replaceAll(/\b(?:an|1) hour and a half\b|\b1 and a half hours\b/g, "90 minutes")
    .replaceAll(
      /\b(half|quarter|\d{1,2}) past (\d{1,2})\b/g,
      (_, past: string, hour: string) =>
        `${hour}:${past === "half" ? "30" : past === "quarter" ? "15" : past.padStart(2, "0")}`,
    )
    .replaceAll(
      /\bquarter to ([1-9]|1[01])\b/g,
      (_, hour: string) => `${Number(hour) === 1 ? 12 : Number(hour) - 1}:45`,
    );
}

function partOfDay(text: string): string | undefined {
  return Object.entries(partsOfDay).find(([word]) => text.includes(word))?.[1];
}
