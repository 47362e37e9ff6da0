import { isDate } from "../platform/timestamps.ts";

/** A time that somebody said: a moment, or what a clock shows where that person is (`2026-11-29T17:00`). */
export type SaidTime = { instant: Date } | { local: string };

const minute = 60_000;
const day = 24 * 60 * minute;
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const partsOfDay: Readonly<Record<string, string>> = {
  morning: "10:00",
  noon: "12:00",
  midday: "12:00",
  afternoon: "15:00",
  evening: "18:00",
  tonight: "19:00",
  night: "19:00",
};
const units: Readonly<Record<string, number>> = { minute, min: minute, hour: 60 * minute, hr: 60 * minute };
const numbers = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/**
 * Reads a time as a model says it: RFC 3339, or English words such as `tomorrow 5 pm`, `in two hours`, `Monday at 10:30`, `18:00`.
 * `localNow` is what the clock of the person shows (`2026-11-28T16:20`); an hour that has passed today is tomorrow's.
 * Undefined where there is no time in it. A time without am or pm is as written: `at 5` is 17:00, since nobody is called at
 * five in the morning.
 */
export function readTimeWords(
  said: string,
  { now, localNow }: { now: Date; localNow: string },
): SaidTime | undefined {
  const text = said.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const written = /\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (written !== undefined && !isDate(written)) return undefined;
  const exact = readExact(said.trim());
  if (exact) return exact;
  const after = readDistance(text);
  if (after !== undefined) return { instant: new Date(now.getTime() + after) };
  const clock = readClock(text);
  const date = readDay(text, localNow);
  if (clock === undefined && (date === undefined || date.isToday)) return undefined;
  const time = clock ?? "10:00";
  if (date) return { local: `${date.day}T${time}` };
  const today = localNow.slice(0, 10);
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

function readDistance(text: string): number | undefined {
  const [, half, amount = "", unit = ""] =
    /\bin (?:about )?(half an hour|(\d{1,3}|an?|\w+) (minute|min|hour|hr)s?)\b/
      .exec(text) ?? [];
  if (half === "half an hour") return 30 * minute;
  const count = /^an?$/.test(amount)
    ? 1
    : numbers.indexOf(amount) > 0
    ? numbers.indexOf(amount)
    : Number(amount || NaN);
  const length = units[unit];
  return length === undefined || !Number.isFinite(count) ? undefined : count * length;
}

function readClock(text: string): string | undefined {
  const spoken = text.replaceAll(/\d{4}-\d\d-\d\d/g, " ");
  const [, hours, minutes = "00", half] =
    /\b(?:at )?(\d{1,2})(?:[:.](\d\d))? ?(am|pm|a\.m\.?|p\.m\.?|o'?clock)?(?![\d:])/.exec(inDigits(spoken)) ??
      [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return partOfDay(text);
  let hour = Number(hours);
  if (half?.startsWith("p") && hour < 12) hour += 12;
  if (half?.startsWith("a") && hour === 12) hour = 0;
  const isBare = half === undefined || half.startsWith("o");
  const isLate = /evening|afternoon|night/.test(text) || !/morning/.test(text) && hour < 8;
  if (isBare && hour > 0 && hour < 12 && hours.length === 1 && isLate) hour += 12;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

function inDigits(text: string): string {
  return text.replaceAll(
    /\b[a-z]+\b/g,
    (word) => numbers.indexOf(word) > 0 ? String(numbers.indexOf(word)) : word,
  );
}

function partOfDay(text: string): string | undefined {
  return Object.entries(partsOfDay).find(([word]) => text.includes(word))?.[1];
}

function readDay(text: string, localNow: string): { day: string; isToday?: boolean } | undefined {
  const today = localNow.slice(0, 10);
  const written = /\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (written !== undefined) return { day: written };
  if (text.includes("day after tomorrow")) return { day: addDays(today, 2) };
  if (text.includes("tomorrow")) return { day: addDays(today, 1) };
  const wanted = weekdays.findIndex((name) => text.includes(name));
  if (wanted >= 0) {
    const ahead = (wanted - new Date(`${today}T00:00Z`).getUTCDay() + 7) % 7;
    return { day: addDays(today, ahead === 0 ? 7 : ahead) };
  }
  if (text.includes("next week")) return { day: addDays(today, 7) };
  return /\btoday|tonight\b/.test(text) ? { day: today, isToday: true } : undefined;
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * day).toISOString().slice(0, 10);
}
