import { isDate } from "../platform/timestamps.ts";

/** What was said of a day, the day (`2026-11-29`), and what else was said. */
export interface SaidDay {
  day: string;
  isToday?: boolean;
  rest: string;
}

const dayMs = 24 * 60 * 60_000;
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! be)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const ofMonth = "(\\d{1,2})(?:st|nd|rd|th)?";
const dated = [
  new RegExp(`\\b${ofMonth} (?:of )?${month}\\b,?(?: (\\d{4})\\b)?`),
  new RegExp(`\\b${month} (?:the )?${ofMonth}\\b(?! ?(?:[ap]\\.?m|:))(?:,? (\\d{4})\\b)?`),
];
const distant =
  /\b(?:in|after) (?:about )?(\d{1,3}|an?) (day|week)s?\b|\b(\d{1,3}|an?) (day|week)s? (?:from now|later)\b/;

/** The day that is said in `text`, which has its numbers as digits. Undefined where none is, or one that no calendar has. */
export function readSaidDay(text: string, today: string): SaidDay | undefined {
  const without = (said: string) => text.replace(said, " ");
  const written = /\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (written !== undefined) return { day: written, rest: without(written) };
  const date = readDate(text, today);
  if (date) return date;
  const [far, ahead = "", unit = "", later = "", laterUnit = ""] = distant.exec(text) ?? [];
  if (far !== undefined) {
    const count = Number((ahead || later).replace(/^an?$/, "1"));
    const days = (unit || laterUnit) === "week" ? 7 * count : count;
    return { day: addDays(today, days), rest: without(far) };
  }
  const wanted = weekdays.findIndex((name) => text.includes(name));
  const weekday = new Date(`${today}T00:00Z`).getUTCDay();
  if (wanted >= 0) {
    const name = weekdays[wanted] ?? "";
    if (text.includes("next week")) {
      const toMonday = (8 - weekday) % 7 || 7;
      return {
        day: addDays(today, toMonday + (wanted + 6) % 7),
        rest: without("next week").replace(name, " "),
      };
    }
    return { day: addDays(today, (wanted - weekday + 7) % 7 || 7), rest: without(name) };
  }
  for (const [said, days] of [["day after tomorrow", 2], ["tomorrow", 1], ["next week", 7]] as const) {
    if (text.includes(said)) return { day: addDays(today, days), rest: without(said) };
  }
  return /\btoday|tonight\b/.test(text) ? { day: today, isToday: true, rest: text } : undefined;
}

/** `3 December`, `December 3rd, 2026`: without a year the next one. */
function readDate(text: string, today: string): SaidDay | undefined {
  for (const [place, pattern] of dated.entries()) {
    const [said, first = "", second = "", year] = pattern.exec(text) ?? [];
    if (said === undefined) continue;
    const [name, number] = place === 0 ? [second, first] : [first, second];
    const inYear = `-${String(months.indexOf(name.slice(0, 3)) + 1).padStart(2, "0")}-${
      number.padStart(2, "0")
    }`;
    const thisYear = Number(today.slice(0, 4));
    const day = [year ?? String(thisYear), ...(year === undefined ? [String(thisYear + 1)] : [])]
      .map((each) => each + inYear).find((each) => isDate(each) && (year !== undefined || each >= today));
    return day === undefined ? undefined : { day, rest: text.replace(said, " ") };
  }
  return undefined;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
