import { dayMs } from "./days.ts";
import type { Span, Terms } from "./law.ts";
import { findChange, findClockZone, type LocalClock, readClock } from "./local-clock.ts";
import type { OpenMinutes } from "./open-minutes.ts";

const step = 15 * 60_000;
/** Around a change the strict reading withholds what one reading of the clock would allow; never longer than this. */
const nearChange = 26 * 3_600_000;

export interface Comparison {
  decisions: number;
  open: number;
  /** Open to the database and not to the oracle, or the other way round. */
  different: number[];
  /** Open to the database while some clock shows a minute that is closed: a call at night. */
  unlawful: number[];
  /** Closed to the database while every clock shows an open minute, and none of them changes near it. */
  withheld: number[];
}

/**
 * Decides every quarter of an hour between two moments three times: by the database's spans, by the oracle's, and by what the
 * clocks on the wall show, which knows nothing of spans.
 */
export function compareDecisions(
  { terms, open, database, oracle }: {
    terms: Terms;
    open: OpenMinutes;
    database: readonly Span[];
    oracle: readonly Span[];
  },
  from: number,
  to: number,
): Comparison {
  const result: Comparison = { decisions: 0, open: 0, different: [], unlawful: [], withheld: [] };
  const walls = terms.zones.map((zone) => createWall(zone, terms, open, from, to));
  const isOpenToDatabase = createPointer(database);
  const isOpenToOracle = createPointer(oracle);
  const isBlackedOut = (at: number) => terms.blackouts.some(([start, end]) => start <= at && at < end);
  for (let at = from; at < to; at += step) {
    result.decisions++;
    const isOpen = isOpenToDatabase(at);
    if (isOpen) result.open++;
    if (isOpen !== isOpenToOracle(at)) result.different.push(at);
    const shown = walls.map((wall) => wall(at));
    const isLawful = shown.every((wall) => wall.isOpen) && !isBlackedOut(at);
    if (isOpen && !isLawful) result.unlawful.push(at);
    if (!isOpen && isLawful && !shown.some((wall) => wall.isNearChange)) result.withheld.push(at);
  }
  return result;
}

function createPointer(spans: readonly Span[]): (at: number) => boolean {
  let index = 0;
  return (at) => {
    while (index < spans.length && (spans[index]?.[1] ?? Infinity) <= at) index++;
    return (spans[index]?.[0] ?? Infinity) <= at;
  };
}

/** What a zone's clock shows, moment after moment. With overrides the day decides whose clock it is. */
function createWall(zone: string, terms: Terms, open: OpenMinutes, from: number, to: number) {
  const read = (name: string) => createHand(readClock(name, from - 4 * dayMs, to + 4 * dayMs));
  const hands = new Map<string, ReturnType<typeof createHand>>();
  const handOf = (name: string) => {
    let hand = hands.get(name);
    if (hand === undefined) hands.set(name, hand = read(name));
    return hand;
  };
  const own = handOf(zone);
  const isOverridden = terms.overrides.some((override) => override.zone === zone);
  const clockZones = new Map<number, string>();
  const clockZoneOf = (day: number) => {
    let name = clockZones.get(day);
    if (name === undefined) clockZones.set(day, name = findClockZone(zone, day, terms.overrides));
    return name;
  };
  const isMinuteOpen = (local: number, day: number) =>
    open(day)[Math.floor((local - day * dayMs) / 60_000)] === 1;

  return (at: number): { isOpen: boolean; isNearChange: boolean } => {
    const { local, isNearChange } = own(at);
    const day = Math.floor(local / dayMs);
    if (!isOverridden) return { isOpen: isMinuteOpen(local, day), isNearChange };
    let isOpen = false;
    let isChanging = isNearChange;
    for (const candidate of [day - 1, day, day + 1]) {
      const clockZone = clockZoneOf(candidate);
      const shown = handOf(clockZone)(at);
      isChanging ||= shown.isNearChange || clockZone !== clockZoneOf(day);
      if (Math.floor(shown.local / dayMs) === candidate) isOpen ||= isMinuteOpen(shown.local, candidate);
    }
    return { isOpen, isNearChange: isChanging };
  };
}

function createHand(clock: LocalClock) {
  let index = 0;
  return (at: number): { local: number; isNearChange: boolean } => {
    index = findChange(clock, at, index);
    const local = at + (clock.offsets[index] ?? 0);
    const isNearChange = (index > 0 && at - (clock.starts[index] ?? -Infinity) < nearChange) ||
      (clock.starts[index + 1] ?? Infinity) - at < nearChange;
    return { local, isNearChange };
  };
}
