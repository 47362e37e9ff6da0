import type { FieldProblem } from "./field-problem.ts";

/** A moment, kept to the microsecond: `text` is RFC 3339 in UTC, `milliseconds` counts from 1970. */
export type Timestamp = { text: string; milliseconds: number };

const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads an RFC 3339 time with an offset (`Z` or `±hh:mm`) and gives it in UTC. Undefined for anything else, such as
 * a time without an offset, 30 February, or a 60th second (Postgres would move it into the next minute).
 * Postgres keeps microseconds: what is finer is cut off.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const [, year, month, day, hour, minute, second, fraction = "", zone = ""] = pattern.exec(text) ?? [];
  if (year === undefined || !isCalendarDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = parseOffset(zone);
  if (offset === undefined) return undefined;
  const whole = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - offset * 60_000;
  const micros = fraction.slice(0, 6).replace(/0+$/, "");
  const utc = new Date(whole).toISOString();
  if (!/^\d{4}-/.test(utc)) return undefined;
  return {
    text: `${utc.slice(0, 19)}${micros && `.${micros}`}Z`,
    milliseconds: whole + Math.floor(Number(`0.${micros || 0}`) * 1000),
  };
}

/** A time of the database's, as UTC with `Z`: one form in every answer, whatever server wrote it. */
export function formatTimestamp(text: string): string {
  const parsed = parseTimestamp(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  if (!parsed) throw new Error("The database gave a time that is no RFC 3339 time.");
  return parsed.text;
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== undefined && isCalendarDate(Number(year), Number(month), Number(day));
}

/** Making a format costs more than using it, and a reading of contacts asks for thousands of dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The day it is at a moment in a time zone (IANA name), as `YYYY-MM-DD`. A zone that this runtime does not know, because its
 * zone database is older than Postgres's, goes by UTC: a list is not to fail for it.
 */
export function dateIn(timeZone: string, moment: Date): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = dayFormat(isTimeZone(timeZone) ? timeZone : "UTC");
    formats.set(timeZone, format);
  }
  return format.format(moment);
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
}

/** Names that were asked for before: asking the runtime takes 0.1 ms, and a file names its zone in every row. */
const knownZones = new Set<string>();
const mostKnownZones = 1_000;

/** Whether this runtime knows the zone, and it is an area and a place: offsets and abbreviations know no summer time. */
export function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  if (name !== "UTC" && !/^[A-Za-z]+\//.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (knownZones.size < mostKnownZones) knownZones.add(name);
    return true;
  } catch {
    return false;
  }
}

const hour = 3_600_000;
const fiveYears = 5 * 366 * 24 * hour;

/** Why a call cannot be booked for that moment; undefined when it can. */
export function refuseScheduledAt(
  moment: Timestamp,
  now: Date,
): Pick<FieldProblem, "code" | "message"> | undefined {
  if (moment.milliseconds < now.getTime() - hour) {
    return { code: "in_past", message: "The time is more than an hour past." };
  }
  if (moment.milliseconds > now.getTime() + fiveYears) {
    return { code: "too_far", message: "The time is more than five years ahead." };
  }
  return undefined;
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const lastDay = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && !leap ? 28 : lastDay);
}

/** Minutes east of Greenwich. */
function parseOffset(zone: string): number | undefined {
  if (/^[Zz]$/.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
