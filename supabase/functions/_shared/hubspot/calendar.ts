import { dateIn, isDate, parseTimestamp } from "../platform/timestamps.ts";

/** Seconds until the day ends in a time zone (IANA name): a day has 23, 24 or 25 hours. */
export function secondsToMidnight(timeZone: string, now: Date): number {
  const today = dateIn(timeZone, now);
  let before = 0;
  let after = 26 * 3600;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateIn(timeZone, new Date(now.getTime() + middle * 1000)) === today) before = middle;
    else after = middle;
  }
  return after;
}

export type ReadDate = { day: string } | { problem: "missing" | "unreadable" };

const unreadable: ReadDate = { problem: "unreadable" };

/**
 * The calendar day that a HubSpot value means (reference 3.3). `type` is the property's, null where it is not known: a
 * `date` is the same day everywhere, a `datetime` is the day it was in the portal's zone (IANA). A property of any other
 * type is no date, whatever it holds: `20260501` in a number is no epoch time.
 */
export function readDay(value: string | null | undefined, type: string | null, timeZone: string): ReadDate {
  const text = value?.trim() ?? "";
  if (text === "") return { problem: "missing" };
  if (type !== null && type !== "date" && type !== "datetime") return unreadable;
  if (isDate(text)) return keep(text);
  const moment = readMoment(text, type);
  if (moment === null) return unreadable;
  const isUtcMidnight = moment % 86_400_000 === 0;
  // Epoch milliseconds of a date are its midnight in UTC: local time would make it the day before in the west.
  const isDay = type === "date" || (type === null && isUtcMidnight && !text.includes("T"));
  const at = new Date(moment);
  return keep(isDay ? at.toISOString().slice(0, 10) : dateIn(timeZone, at));
}

/** A `date-time` or epoch milliseconds as RFC 3339 in UTC; null for anything else. */
export function readInstant(value: string | null | undefined): string | null {
  const moment = readMoment(value?.trim() ?? "", "datetime");
  return moment === null ? null : new Date(moment).toISOString();
}

/** What Postgres' check of a contact's dates allows. */
function keep(day: string): ReadDate {
  return day >= "1900-01-01" && day <= "2100-01-01" ? { day } : unreadable;
}

/** Where the type is not known, only a number long enough to be of this century is taken for a time. */
function readMoment(text: string, type: string | null): number | null {
  const isNumber = /^-?\d{1,15}$/.test(text);
  if (isNumber && type === null && text.length < 12) return null;
  const moment = isNumber ? Number(text) : parseTimestamp(text)?.milliseconds ?? null;
  return moment !== null && moment >= earliest && moment <= latest ? moment : null;
}

const earliest = Date.UTC(1899, 11, 31);
const latest = Date.UTC(2100, 0, 2);
