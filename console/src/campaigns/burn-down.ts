import type { components } from "../api/types.ts";

type Campaign = components["schemas"]["Campaign"];
type Told = components["schemas"]["BurnDown"];
type Ends = Pick<components["schemas"]["Forecast"], "p50_end" | "p90_end">;

export interface Point {
  /** Milliseconds since 1970. */
  at: number;
  left: number;
}

export interface BurnDown {
  /** People who are not over with, and all. */
  left: number;
  all: number;
  /** From the start to now, or to the end. */
  counted: Point[];
  /** What the dry run said that it was started with; empty: it was never started. */
  foreseen: Point[];
  /** How many more are done than was foreseen for now; fewer where negative. Null: it is over, or nothing was foreseen. */
  ahead: number | null;
  /** When it will be over, by the latest forecast: in one case of two, and in nine of ten. */
  ends: { likely: number; late: number } | null;
  endedAt: number | null;
}

const hourMs = 3_600_000;

/** How a campaign goes, beside how it was foreseen to go. `forecast`: what is said of it now, where somebody may ask. */
export function burnDownOf(
  { started_at, ended_at }: Pick<Campaign, "started_at" | "ended_at">,
  told: Told,
  forecast: Ends | null,
  now: number,
): BurnDown {
  const all = told.total;
  const endedAt = ended_at === null ? null : Date.parse(ended_at);
  const until = endedAt ?? now;
  const begun = started_at === null ? until : Date.parse(started_at);
  const left = told.hours.at(-1)?.left ?? all;
  // Of the hour that goes on it is known how many are left now, not at its end.
  const counted = [
    { at: begun, left: all },
    ...told.hours.map((one) => ({ at: Date.parse(one.hour) + hourMs, left: one.left }))
      .filter(({ at }) => at > begun && at < until),
    { at: until, left },
  ];
  const foreseen = foreseenOf(told, begun);
  const isOver = endedAt !== null;
  const wanted = isOver || foreseen.length === 0 ? null : leftAt(foreseen, now);
  const ends = isOver || left === 0 ? null : forecast;
  return {
    left,
    all,
    counted,
    foreseen,
    ahead: wanted === null ? null : Math.round(wanted - left),
    ends: ends?.p50_end && ends.p90_end
      ? { likely: Math.max(Date.parse(ends.p50_end), now), late: Math.max(Date.parse(ends.p90_end), now) }
      : null,
    endedAt,
  };
}

/** Its calls hour by hour, as shares of its people: whom it never calls is done with in their turn, too. */
function foreseenOf({ total, foreseen }: Told, begun: number): Point[] {
  if (foreseen === null) return [];
  const calls = foreseen.by_hour.reduce((sum, one) => sum + one.calls, 0);
  let done = 0;
  const points = foreseen.by_hour.map(({ hour, calls: begin }) => {
    done += begin;
    return { at: Date.parse(hour) + hourMs, left: total * (1 - done / Math.max(calls, 1)) };
  }).filter(({ at, left }) => at > begun && left > 0);
  const end = foreseen.p50_end === null ? undefined : Date.parse(foreseen.p50_end);
  const before = end === undefined ? points : points.filter(({ at }) => at < end);
  return [{ at: begun, left: total }, ...before, ...(end === undefined ? [] : [{ at: end, left: 0 }])];
}

/** On the line between the points around that moment. */
export function leftAt(points: readonly Point[], at: number): number {
  const next = points.find((point) => point.at >= at);
  const last = points.findLast((point) => point.at <= at);
  if (next === undefined || last === undefined) return (next ?? last)?.left ?? 0;
  if (next.at === last.at) return last.left;
  return last.left + (next.left - last.left) * (at - last.at) / (next.at - last.at);
}

export interface BurnRow {
  at: number;
  counted: number | null;
  foreseen: number | null;
}

/** The same as figures: each moment that either line has a point at. */
export function rowsOf({ counted, foreseen }: Pick<BurnDown, "counted" | "foreseen">): BurnRow[] {
  const moments = [...new Set([...counted, ...foreseen].map(({ at }) => at))].sort((one, other) =>
    one - other
  );
  const until = counted.at(-1)?.at ?? 0;
  return moments.map((at) => ({
    at,
    counted: at > until ? null : Math.round(leftAt(counted, at)),
    foreseen: foreseen.length === 0 ? null : Math.round(leftAt(foreseen, at)),
  }));
}
