import { dayMs, minutesADay } from "./days.ts";
import type { Span, Terms } from "./law.ts";
import { findClockZone, findMoment } from "./local-clock.ts";
import type { OpenMinutes } from "./open-minutes.ts";

/**
 * When calls may begin between two moments, by Temporal: a window opens at the later reading of its first minute, and closes at
 * the earlier one of its end; open is what is open in every zone, and not blacked out.
 */
export function findSpans(terms: Terms, open: OpenMinutes, from: number, to: number): Span[] {
  const byZone = terms.zones.map((zone) => unite(findSpansOf(zone, terms, open, from, to)));
  const common = byZone.reduce((one, other) => intersect(one, other), [[from, to] as const] as Span[]);
  return subtract(common, unite([...terms.blackouts]));
}

function findSpansOf(zone: string, terms: Terms, open: OpenMinutes, from: number, to: number): Span[] {
  const spans: Span[] = [];
  const lastDay = Math.floor(to / dayMs) + 2;
  for (let day = Math.floor(from / dayMs) - 2; day <= lastDay; day++) {
    const clockZone = findClockZone(zone, day, terms.overrides);
    for (const [first, end] of listRuns(open(day))) {
      const span = [
        findMoment(clockZone, day, first, "later"),
        findMoment(clockZone, day, end, "earlier"),
      ] as const;
      if (span[0] < span[1]) spans.push(span);
    }
  }
  return spans;
}

const runsOf = new WeakMap<Uint8Array, [number, number][]>();

function listRuns(open: Uint8Array): [number, number][] {
  const known = runsOf.get(open);
  if (known !== undefined) return known;
  const runs: [number, number][] = [];
  let start = -1;
  for (let minute = 0; minute <= minutesADay; minute++) {
    const isOpen = open[minute] === 1;
    if (isOpen && start < 0) start = minute;
    if (!isOpen && start >= 0) {
      runs.push([start, minute]);
      start = -1;
    }
  }
  runsOf.set(open, runs);
  return runs;
}

function unite(spans: Span[]): Span[] {
  const united: [number, number][] = [];
  for (const [from, to] of spans.toSorted((one, other) => one[0] - other[0])) {
    const last = united.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else united.push([from, to]);
  }
  return united;
}

function intersect(one: readonly Span[], other: readonly Span[]): Span[] {
  const both: Span[] = [];
  let [first, second] = [0, 0];
  while (first < one.length && second < other.length) {
    const [a = [0, 0] as const, b = [0, 0] as const] = [one[first], other[second]];
    const span = [Math.max(a[0], b[0]), Math.min(a[1], b[1])] as const;
    if (span[0] < span[1]) both.push(span);
    if (a[1] < b[1]) first++;
    else second++;
  }
  return both;
}

function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let left = [...spans];
  for (const [from, to] of holes) {
    left = left.flatMap(([start, end]): Span[] => {
      const rest: Span[] = [[start, Math.min(end, from)], [Math.max(start, to), end]];
      return end <= from || start >= to ? [[start, end]] : rest.filter(([a, b]) => a < b);
    });
  }
  return left;
}
