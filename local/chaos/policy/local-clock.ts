import { Temporal } from "temporal-polyfill";
import { toText } from "./days.ts";
import type { ZoneOverride } from "./law.ts";

/** A zone's offsets between two moments, by Temporal: from when each holds, in milliseconds since 1970, ahead of UTC. */
export interface LocalClock {
  zone: string;
  starts: readonly number[];
  offsets: readonly number[];
}

const known = new Map<string, LocalClock>();

export function readClock(zone: string, from: number, to: number): LocalClock {
  const key = `${zone} ${from} ${to}`;
  let clock = known.get(key);
  if (clock === undefined) known.set(key, clock = findOffsets(zone, from, to));
  return clock;
}

function findOffsets(zone: string, from: number, to: number): LocalClock {
  const starts: number[] = [];
  const offsets: number[] = [];
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(
    zone,
  );
  while (moment !== null && moment.epochMilliseconds < to) {
    starts.push(moment.epochMilliseconds);
    offsets.push(moment.offsetNanoseconds / 1_000_000);
    moment = moment.getTimeZoneTransition("next");
  }
  return { zone, starts, offsets };
}

/** Of the last change at or before the moment; -1: the clock does not reach so far back. */
export function findChange({ starts }: LocalClock, at: number, hint = 0): number {
  let index = hint < starts.length && (starts[hint] ?? Infinity) <= at ? hint : -1;
  while (index + 1 < starts.length && (starts[index + 1] ?? Infinity) <= at) index++;
  return index;
}

/** The moment at which the clock shows so many minutes of a day; `later` and `earlier` are Temporal's words. */
export function findMoment(zone: string, day: number, minute: number, reading: "earlier" | "later"): number {
  return Temporal.PlainDate.from(toText(day)).toPlainDateTime().add({ minutes: minute })
    .toZonedDateTime(zone, { disambiguation: reading }).epochMilliseconds;
}

/** The zone whose clock counts on a day: where an override covers its noon, that one. */
export function findClockZone(zone: string, day: number, overrides: readonly ZoneOverride[]): string {
  const own = overrides.filter((override) => override.zone === zone);
  if (own.length === 0) return zone;
  const noon = findMoment(zone, day, 720, "later");
  const covering = own.filter(({ from, to }) => from <= noon && (to === null || noon < to));
  return covering.toSorted((one, other) => other.from - one.from)[0]?.instead ?? zone;
}

/** The day that the clock of a zone shows, YYYY-MM-DD. */
export function localDayOf(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDate()
    .toString();
}

/** The moment at which that day began. */
export function startOfDay(zone: string, at: number): number {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).startOfDay()
    .epochMilliseconds;
}
