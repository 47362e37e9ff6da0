import {
  CalendarDateTime,
  fromAbsolute,
  parseDateTime,
  toCalendarDateTime,
  toZoned,
} from "@internationalized/date";

/** What the hands of a clock show: a day "2026-12-01" and a time "10:00". */
export interface WallTime {
  day: string;
  time: string;
}

/**
 * The moments at which a clock of that zone shows this: one, two where the clock goes back, and where it goes forward none, with
 * the moments on both sides of the jump.
 */
export type Moments =
  | { kind: "one"; at: Date }
  | { kind: "twice"; first: Date; second: Date }
  | { kind: "never"; before: Date; after: Date };

/** Undefined where the day or the time is not whole. */
export function readWallTime({ day, time }: WallTime, zone: string): Moments | undefined {
  let wall: CalendarDateTime;
  try {
    wall = parseDateTime(`${day}T${time}`);
  } catch {
    return undefined;
  }
  const [first, last] = [toZoned(wall, zone, "earlier"), toZoned(wall, zone, "later")];
  if (first.compare(last) === 0) return { kind: "one", at: first.toDate() };
  return toCalendarDateTime(first).compare(wall) === 0
    ? { kind: "twice", first: first.toDate(), second: last.toDate() }
    : { kind: "never", before: first.toDate(), after: last.toDate() };
}

/** What the clock of that zone shows at a moment, to the minute. */
export function toWallTime(at: Date | string | number, zone: string): WallTime {
  const text = toCalendarDateTime(fromAbsolute(new Date(at).getTime(), zone)).toString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

/** The moment with the offset of its zone, as the API takes it: 2026-12-01T10:00:00+05:30. */
export function toOffsetTime(at: Date, zone: string): string {
  const zoned = fromAbsolute(at.getTime(), zone);
  const minutes = Math.round(zoned.offset / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const two = (value: number) => String(Math.trunc(value)).padStart(2, "0");
  const offset = `${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${toCalendarDateTime(zoned).toString().slice(0, 19)}${offset}`;
}

/** "2026-12-02" after "2026-12-01". */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
