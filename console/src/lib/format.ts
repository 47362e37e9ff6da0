import { language } from "../texts/texts.ts";

// Everything that a person reads as a number, a time or a span. No time is ever written without a zone that is named.

/** Of the language that is chosen; a day comes before its month in both. */
function locale(): string {
  return language.value === "hi" ? "hi-IN" : "en-GB";
}

const kept = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${zone} ${JSON.stringify(options)}`;
  const known = kept.get(key) ??
    new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone, hourCycle: "h23" });
  kept.set(key, known);
  return known;
}

type Moment = string | number | Date;

/** "10:00" */
export function formatTime(at: Moment, zone: string): string {
  return format(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

/** "Tue 1 Dec", with the year where it is another one than now. */
export function formatDay(at: Moment, zone: string, now = Date.now()): string {
  const year = (moment: Moment) => format(zone, { year: "numeric" }).format(new Date(moment));
  const options: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short" };
  return format(zone, year(at) === year(now) ? options : { ...options, year: "numeric" }).format(
    new Date(at),
  );
}

/** "Tuesday 1 December 2026" */
export function formatLongDay(at: Moment, zone: string): string {
  return format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    new Date(at),
  );
}

/** "Tue 1 Dec, 10:00" */
export function formatMoment(at: Moment, zone: string): string {
  return `${formatDay(at, zone)}, ${formatTime(at, zone)}`;
}

/** A day without a time, as "2026-12-01": the same day everywhere. */
export function formatDate(day: string): string {
  return formatDay(`${day}T12:00:00Z`, "UTC");
}

/** "Kolkata, GMT+5:30": a zone by its city and what it is from UTC at that moment. */
export function formatZone(zone: string, at: Moment = Date.now()): string {
  return `${cityOf(zone)}, ${offsetOf(zone, at)}`;
}

export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** "GMT+5:30" */
export function offsetOf(zone: string, at: Moment = Date.now()): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** The zone of the machine that the reader sits at. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], [
  "minute",
  60,
]];

/** "in 4 min", "2 hr ago", "in 1 day", "now": to the nearest, and a day is 24 hours ("tomorrow" would be one of the calendar). */
export function formatFromNow(at: Moment, now: number): string {
  const seconds = Math.trunc((new Date(at).getTime() - now) / 1_000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: seconds === 0 ? "auto" : "always", style: "short" })
    .format(Math.round(seconds / size), unit);
}

/** "2 hr, 5 min" of seconds: the two largest parts. */
export function formatSpan(seconds: number): string {
  const parts: string[] = [];
  let left = Math.max(0, Math.round(seconds));
  for (const [unit, size] of [...units, ["second", 1] as const]) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count === 0) continue;
    parts.push(
      new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(count),
    );
    if (parts.length === 2) break;
  }
  return parts.length === 0
    ? new Intl.NumberFormat(locale(), { style: "unit", unit: "second", unitDisplay: "short" }).format(0)
    : parts.join(" ");
}

/** "0:42" of seconds: how long a talk lasts. */
export function formatTalk(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

/** "62 %" of 0.62 */
export function formatShare(value: number): string {
  return formatNumber(value, { style: "percent", maximumFractionDigits: 0 });
}

/** Which form a count takes in the language: "one" or "other" in both that there are. */
export function pluralOf(count: number): Intl.LDMLPluralRule {
  return new Intl.PluralRules(locale()).select(count);
}

/** "••••3210": whatever is given, no more than the last four digits. */
export function maskNumber(phone: string): string {
  return `••••${phone.replace(/\D/g, "").slice(-4)}`;
}

/** "United States" of "US"; what is no country's two letters stays as it is. */
export function regionOf(code: string | undefined): string | undefined {
  if (code === undefined || !/^[A-Z]{2}(-|$)/.test(code)) return code;
  const name = new Intl.DisplayNames(locale(), { type: "region" }).of(code.slice(0, 2)) ?? code;
  return code.length === 2 ? name : `${name} (${code})`;
}
